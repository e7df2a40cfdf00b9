//! [`Kind`]: a scripted arm of each kind; and [`Group`], some of them in a tuple or an array.

use core::array;
use core::pin::Pin;

use longhand::arms::{Arm, Arms, Every, IntoArms, Once};
use longhand::{every, once};

use crate::support::answers::Winner;
use crate::support::feed::Feed;
use crate::support::script::{Answer, Script};
use crate::support::stage::Stage;

/// How one arm behaves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Role {
    pub(super) name: &'static str,
    /// How many wakes each result waits for.
    pub(super) wakes: usize,
    pub(super) fault: Option<Fault>,
}

/// What goes wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The poll that would give its first result panics.
    Poll,
    /// The drop of a future, or of the stream, panics.
    Drop,
    /// So does that of a result.
    AnswersDrop,
}

pub(super) const NAMES: [&str; 3] = ["a", "b", "c"];

/// Arms whose results are there at once or wait for a wake each, with no fault, and with each fault
/// in each of them.
pub(super) fn casts<const N: usize>() -> Vec<[Role; N]> {
    let mut faults = vec![None];
    for fault in [Fault::Poll, Fault::Drop, Fault::AnswersDrop] {
        faults.extend((0..N).map(|arm| Some((arm, fault))));
    }
    let all = faults.into_iter().flat_map(|at_fault| {
        (0..1_usize << N).map(move |set| {
            array::from_fn(|arm| Role {
                name: NAMES[arm],
                wakes: set >> arm & 1,
                fault: at_fault
                    .filter(|(who, _)| *who == arm)
                    .map(|(_, fault)| fault),
            })
        })
    });
    all.collect()
}

/// What an arm is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Make {
    Once,
    Every,
    Stream,
}

/// A stream gives so many items, and ends.
pub(super) const ITEMS: usize = 2;

pub(super) trait Kind: Arm<Item = Answer> {
    const MAKE: Make;

    /// A new arm, whose wakes are counted from now on.
    fn make(stage: &Stage, role: Role) -> Self;
}

impl Role {
    /// The future that gives a result after so many others.
    fn run(self, stage: &Stage, wakes: usize) -> Script<Answer> {
        let script = Script::new(stage, self.name).pending(wakes);
        match self.fault {
            Some(Fault::Poll) => script.panics(),
            Some(Fault::Drop) => script.ready(self.answer(stage)).panics_in_drop(),
            _ => script.ready(self.answer(stage)),
        }
    }

    fn answer(self, stage: &Stage) -> Answer {
        let answer = Answer::new(stage, self.name);
        match self.fault {
            Some(Fault::AnswersDrop) => answer.panics_in_drop(),
            _ => answer,
        }
    }
}

pub(super) type OnceArm = Once<Script<Answer>>;

impl Kind for OnceArm {
    const MAKE: Make = Make::Once;

    fn make(stage: &Stage, role: Role) -> Self {
        once(role.run(stage, stage.wakes(role.name) + role.wakes))
    }
}

pub(super) type EveryArm = Every<Box<dyn FnMut() -> Script<Answer>>>;

impl Kind for EveryArm {
    const MAKE: Make = Make::Every;

    fn make(stage: &Stage, role: Role) -> Self {
        let (stage, mut wakes) = (stage.clone(), stage.wakes(role.name));
        every(Box::new(move || {
            wakes += role.wakes;
            role.run(&stage, wakes)
        }))
    }
}

impl Kind for Feed {
    const MAKE: Make = Make::Stream;

    fn make(stage: &Stage, role: Role) -> Self {
        let before = stage.wakes(role.name);
        let feed = Feed::new(stage, role.name);
        match role.fault {
            Some(Fault::Poll) => feed.then_panics(before + role.wakes),
            fault => {
                let feed = (1..=ITEMS).fold(feed, |feed, item| {
                    feed.then(before + item * role.wakes, role.answer(stage))
                });
                match fault {
                    Some(Fault::Drop) => feed.panics_in_drop(),
                    _ => feed,
                }
            }
        }
    }
}

/// Scripted arms, so many of them.
pub(super) trait Group: IntoArms<Item: Winner<Answer>> {
    const MAKES: &'static [Make];

    fn make(stage: &Stage, roles: &[Role]) -> Self;

    fn set(arms: Pin<&mut Arms<Self>>, arm: usize, stage: &Stage, role: Role)
    where
        Self: Sized;

    fn stop(arms: Pin<&mut Arms<Self>>, arm: usize)
    where
        Self: Sized;

    fn is_live(arms: Pin<&mut Arms<Self>>, arm: usize) -> bool
    where
        Self: Sized;
}

macro_rules! group {
    ($(($index:literal $child:ident $A:ident))+) => {
        impl<$($A: Kind),+> Group for ($($A,)+)
        where
            Self: IntoArms<Item: Winner<Answer>>,
            Arms<Self>: Sized,
        {
            const MAKES: &'static [Make] = &[$($A::MAKE),+];

            fn make(stage: &Stage, roles: &[Role]) -> Self {
                ($($A::make(stage, roles[$index]),)+)
            }

            fn set(arms: Pin<&mut Arms<Self>>, arm: usize, stage: &Stage, role: Role) {
                match arm {
                    $($index => arms.$child().set($A::make(stage, role)),)+
                    _ => unreachable!(),
                }
            }

            fn stop(arms: Pin<&mut Arms<Self>>, arm: usize) {
                match arm {
                    $($index => arms.$child().stop(),)+
                    _ => unreachable!(),
                }
            }

            fn is_live(arms: Pin<&mut Arms<Self>>, arm: usize) -> bool {
                match arm {
                    $($index => arms.$child().is_live(),)+
                    _ => unreachable!(),
                }
            }
        }
    };
}
group!((0 first A)(1 second B));
group!((0 first A)(1 second B)(2 third C));

macro_rules! array {
    ($($length:literal)*) => {$(
        impl<A: Kind> Group for [A; $length] {
            const MAKES: &'static [Make] = &[A::MAKE; $length];

            fn make(stage: &Stage, roles: &[Role]) -> Self {
                array::from_fn(|arm| A::make(stage, roles[arm]))
            }

            fn set(arms: Pin<&mut Arms<Self>>, arm: usize, stage: &Stage, role: Role) {
                arms.arm(arm).set(A::make(stage, role));
            }

            fn stop(arms: Pin<&mut Arms<Self>>, arm: usize) {
                arms.arm(arm).stop();
            }

            fn is_live(arms: Pin<&mut Arms<Self>>, arm: usize) -> bool {
                arms.arm(arm).is_live()
            }
        }
    )*};
}
array!(1 2 3);
