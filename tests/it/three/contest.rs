//! What the first of three to be ready decides: `select`, also in turn, and `race`.

use core::future::Future;
use core::marker::PhantomData;
use core::task::Poll;

use longhand::Turn;

use super::{NAMES, every_set, polled_up_to};
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::script::Script;
use crate::support::stage::Event::Dropped;
use crate::support::stage::{NOTHING, Stage};
use crate::support::trio::{Trio, every_trio};
use crate::support::verdict::judged;

/// Makes a test of every rule, for one combinator of each trio.
macro_rules! contest {
    ($module:ident: $Of:ident) => {
        every_trio!($module: $Of:
            the_first_that_is_ready_wins_and_all_are_dropped_in_index_order
            while_all_are_pending_each_is_polled_in_index_order
            cancelled_it_drops_all_in_index_order
            a_child_that_panics_takes_all_along_in_index_order
            whoever_panics_in_its_drop_the_rest_are_dropped
        );
    };
}

contest!(select: Select);
contest!(select_in_turn: InTurn);
contest!(race: Race);

/// A child that waits for one wake, and says its place.
type Child = Script<usize>;

trait Contest {
    fn contest(children: [Child; 3]) -> impl Future<Output = usize>;
}

struct Select<T>(PhantomData<T>);

impl<T: Trio> Contest for Select<T> {
    fn contest(children: [Child; 3]) -> impl Future<Output = usize> {
        judged(T::select(children), named)
    }
}

/// With a turn that is the first child's, everything is as it is without.
struct InTurn<T>(PhantomData<T>);

impl<T: Trio> Contest for InTurn<T> {
    async fn contest(children: [Child; 3]) -> usize {
        judged(T::select_in_turn(children, &mut Turn::new()), named).await
    }
}

struct Race<T>(PhantomData<T>);

impl<T: Trio> Contest for Race<T> {
    fn contest(children: [Child; 3]) -> impl Future<Output = usize> {
        T::race(children)
    }
}

/// The winner, if it is who the answer says.
fn named((place, winner): (usize, usize)) -> usize {
    assert_eq!(place, winner);
    winner
}

fn the_first_that_is_ready_wins_and_all_are_dropped_in_index_order<C: Contest>() {
    for ready in every_set() {
        let stage = Stage::new();
        let mut probe = Probe::new(C::contest(children(&stage)));
        assert!(probe.poll().is_pending());
        stage.events();
        super::wake(&stage, ready);
        let Some(winner) = ready.into_iter().position(|is_ready| is_ready) else {
            assert!(probe.poll().is_pending());
            continue;
        };
        assert_eq!(probe.poll(), Poll::Ready(winner));
        let mut events = polled_up_to(winner, [false; 3]);
        events.extend(NAMES.map(Dropped));
        assert_eq!(stage.events(), events);
        drop(probe);
        assert_eq!(stage.events(), NOTHING);
    }
}

fn while_all_are_pending_each_is_polled_in_index_order<C: Contest>() {
    let stage = Stage::new();
    let mut probe = Probe::new(C::contest(children(&stage)));
    for _ in 0..3 {
        assert!(probe.poll().is_pending());
        assert_eq!(stage.events(), polled_up_to(2, [false; 3]));
    }
}

fn cancelled_it_drops_all_in_index_order<C: Contest>() {
    let stage = Stage::new();
    let mut probe = Probe::new(C::contest(children(&stage)));
    assert!(probe.poll().is_pending());
    stage.events();
    drop(probe);
    assert_eq!(stage.events(), NAMES.map(Dropped));
}

fn a_child_that_panics_takes_all_along_in_index_order<C: Contest>() {
    for (culprit, name) in NAMES.into_iter().enumerate() {
        let stage = Stage::new();
        let children = children_but(&stage, culprit, Script::panics);
        let mut probe = Probe::new(C::contest(children));
        stage.wake(name);
        let panic = panic_of(|| probe.poll());
        assert_eq!(panic.message, format!("{name} panics in its poll"));
        let mut events = polled_up_to(culprit, [false; 3]);
        events.extend(NAMES.map(Dropped));
        assert_eq!(stage.events(), events);
        drop(probe);
        assert_eq!(stage.events(), NOTHING);
    }
}

fn whoever_panics_in_its_drop_the_rest_are_dropped<C: Contest>() {
    for (culprit, name) in NAMES.into_iter().enumerate() {
        let message = format!("{name} panics in its drop");
        for (winner, winners) in NAMES.into_iter().enumerate() {
            let stage = Stage::new();
            let children = children_but(&stage, culprit, Script::panics_in_drop);
            let mut probe = Probe::new(C::contest(children));
            stage.wake(winners);
            assert_eq!(panic_of(|| probe.poll()).message, message);
            let mut events = polled_up_to(winner, [false; 3]);
            events.extend(NAMES.map(Dropped));
            assert_eq!(stage.events(), events);
        }
        let stage = Stage::new();
        let children = children_but(&stage, culprit, Script::panics_in_drop);
        let mut cancelled = Probe::new(C::contest(children));
        assert!(cancelled.poll().is_pending());
        stage.events();
        assert_eq!(panic_of(|| drop(cancelled)).message, message);
        assert_eq!(stage.events(), NAMES.map(Dropped));
    }
}

fn children(stage: &Stage) -> [Child; 3] {
    [0, 1, 2].map(|place| Script::new(stage, NAMES[place]).pending(1).ready(place))
}

/// One of them behaves otherwise.
fn children_but(stage: &Stage, culprit: usize, misbehaves: fn(Child) -> Child) -> [Child; 3] {
    [0, 1, 2].map(|place| {
        let child = Script::new(stage, NAMES[place]).pending(1).ready(place);
        match place == culprit {
            true => misbehaves(child),
            false => child,
        }
    })
}
