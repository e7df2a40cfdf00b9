//! As many arms as there may be: each has its own mark, and its own name.

use core::future::{Future, pending, ready};
use core::ops::ControlFlow;
use core::pin::pin;
use core::task::Poll;

use longhand::*;

use crate::support::probe::Probe;
use crate::support::script::Script;
use crate::support::stage::Event::{Dropped, Polled};
use crate::support::stage::Stage;

/// Makes a module of tests for one tuple: its arms, and its `OneOf`.
macro_rules! tuple {
    ($module:ident, $OneOf:ident: $($child:ident $Winner:ident)+) => {
        mod $module {
            use super::*;

            const NAMES: &[&str] = &[$(stringify!($child)),+];

            #[test]
            fn each_gives_its_own() {
                let stage = Stage::new();
                let arm = |name| once(Script::new(&stage, name).pending(1).ready(name));
                let mut arms = pin!(arms(($(arm(stringify!($child)),)+)));
                for &name in NAMES.iter().rev() {
                    let mut probe = Probe::new(arms.as_mut().next());
                    assert!(probe.poll().is_pending());
                    stage.wake(name);
                    assert_eq!(probe.wakes(), 1);
                    let Poll::Ready(Some(event)) = probe.poll() else {
                        panic!("one is ready");
                    };
                    match event {
                        $($OneOf::$Winner(word) => {
                            assert_eq!((word, name), (stringify!($child), stringify!($child)));
                        })+
                    }
                }
                assert_eq!(Probe::new(arms.as_mut().next()).poll(), Poll::Ready(None));
            }

            #[test]
            fn each_is_asked_kept_stopped_and_set_by_itself() {
                let stage = Stage::new();
                let arm = |name| once(Script::<()>::new(&stage, name));
                let mut arms = pin!(arms(($(arm(stringify!($child)),)+)));
                $(
                    assert!(arms.as_mut().$child().is_live());
                    arms.as_mut().$child().stop();
                    assert_eq!(stage.events(), [Dropped(stringify!($child))]);
                    assert!(!arms.as_mut().$child().is_live());
                )+
                $(
                    arms.as_mut().$child().set(arm(stringify!($child)));
                    let mut probe = Probe::new(arms.as_mut().drive(pending::<()>()));
                    assert!(probe.poll().is_pending());
                    drop(probe);
                    assert_eq!(stage.events(), [Polled(stringify!($child))]);
                    arms.as_mut().$child().stop();
                    stage.events();
                )+
            }

            #[test]
            fn the_twin_hears_of_each_in_turn() {
                let mut heard = Vec::new();
                let children = ($(every(|| ready(stringify!($child))),)+);
                let twin = shorthand::arms(children, async |event| {
                    heard.push(match event {
                        $($OneOf::$Winner(word) => word,)+
                    });
                    match heard.len() == 2 * NAMES.len() {
                        true => ControlFlow::Break(()),
                        false => ControlFlow::Continue(()),
                    }
                });
                assert_eq!(Probe::new(twin).poll(), Poll::Ready(Some(())));
                assert_eq!(heard, [NAMES, NAMES].concat());
            }
        }
    };
}

tuple!(of_2, OneOf2: first First second Second);
tuple!(of_3, OneOf3: first First second Second third Third);
tuple!(of_4, OneOf4: first First second Second third Third fourth Fourth);
tuple!(of_5, OneOf5: first First second Second third Third fourth Fourth fifth Fifth);
tuple!(of_9, OneOf9:
    first First second Second third Third fourth Fourth fifth Fifth sixth Sixth seventh Seventh
    eighth Eighth ninth Ninth
);
tuple!(of_12, OneOf12:
    first First second Second third Third fourth Fourth fifth Fifth sixth Sixth seventh Seventh
    eighth Eighth ninth Ninth tenth Tenth eleventh Eleventh twelfth Twelfth
);

#[test]
fn an_array_may_have_sixty_four() {
    let mut arms = pin!(arms([(); 64].map(|()| once(ready(())))));
    arms.as_mut().arm(7).stop();
    let mut heard = Vec::new();
    while let Poll::Ready(Some((arm, ()))) = Probe::new(arms.as_mut().next()).poll() {
        heard.push(arm);
    }
    let expected: Vec<_> = (0..64).filter(|&arm| arm != 7).collect();
    assert_eq!(heard, expected);
    for arm in 0..64 {
        arms.as_mut().arm(arm).set(once(ready(())));
        let mut next = pin!(arms.as_mut().next());
        let event = next
            .as_mut()
            .poll(&mut crate::support::probe::Caller::new().cx());
        assert_eq!(event, Poll::Ready(Some((arm, ()))));
    }
}
