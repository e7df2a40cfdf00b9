//! What every combinator promises that the first child to be ready decides: `select`, `race` and
//! `timeout`, whose future is its first child and whose limit is its second.

use core::fmt::Debug;
use core::pin::pin;

use futures_core::FusedFuture;

use crate::support::combinator::Combinator;
use crate::support::panics::{catch, panic_of};
use crate::support::probe::Probe;
use crate::support::script::Script;
use crate::support::stage::Event::{Dropped, Polled};
use crate::support::stage::Stage;

/// Makes a module with a test of every rule, for one combinator in one spelling.
macro_rules! contest {
    ($module:ident: $combinator:ty) => {
        $crate::contest::contest! { $module: $combinator:
            the_second_is_not_touched_if_the_first_is_ready
            the_second_wins_while_the_first_is_pending
            the_first_wins_if_both_were_woken
            a_first_that_is_always_ready_starves_the_second
            the_losers_are_dropped_even_if_one_panics
        }
    };
    ($module:ident: $combinator:ty: $($rule:ident)*) => {
        mod $module {
            use super::*;

            $(#[test]
            fn $rule() {
                $crate::contest::$rule::<$combinator>();
            })*
        }
    };
}
pub(crate) use contest;

pub(crate) fn the_second_is_not_touched_if_the_first_is_ready<C: Combinator>() {
    let stage = Stage::new();
    let (a, b) = (Script::new(&stage, "a"), Script::new(&stage, "b"));
    let mut probe = Probe::new(C::of(a.ready(()), b.ready(())));
    assert!(probe.poll().is_ready());
    assert_eq!(stage.events(), [Polled("a"), Dropped("a"), Dropped("b")]);
}

pub(crate) fn the_second_wins_while_the_first_is_pending<C: Combinator>() {
    let stage = Stage::new();
    let (a, b) = (Script::new(&stage, "a"), Script::new(&stage, "b"));
    let mut probe = Probe::new(C::of(a, b.ready(())));
    assert!(probe.poll().is_ready());
    let events = [Polled("a"), Polled("b"), Dropped("a"), Dropped("b")];
    assert_eq!(stage.events(), events);
}

pub(crate) fn the_first_wins_if_both_were_woken<C: Combinator>() {
    let stage = Stage::new();
    let (a, b) = (Script::new(&stage, "a"), Script::new(&stage, "b"));
    let mut probe = Probe::new(C::of(a.pending(1).ready(()), b.pending(1).ready(())));
    assert!(probe.poll().is_pending());
    stage.events();
    stage.wake("b");
    stage.wake("a");
    assert!(probe.poll().is_ready());
    assert_eq!(stage.events(), [Polled("a"), Dropped("a"), Dropped("b")]);
}

pub(crate) fn a_first_that_is_always_ready_starves_the_second<C: Combinator>() {
    let stage = Stage::new();
    let mut second = pin!(Script::new(&stage, "b").ready(()));
    for _ in 0..100 {
        let first = pin!(Script::new(&stage, "a").ready(()));
        assert!(Probe::new(C::of(first, second.as_mut())).poll().is_ready());
    }
    assert!(!stage.events().contains(&Polled("b")));
}

pub(crate) fn the_losers_are_dropped_even_if_one_panics<C: Combinator>() {
    let stage = Stage::new();
    let (a, b) = (Script::new(&stage, "a"), Script::new(&stage, "b"));
    let mut probe = Probe::new(C::of(a.ready(()), b.panics_in_drop()));
    assert_eq!(panic_of(|| probe.poll()).message, "b panics in its drop");
    assert_eq!(stage.events(), [Polled("a"), Dropped("a"), Dropped("b")]);

    let (a, b) = (Script::new(&stage, "a"), Script::new(&stage, "b"));
    let mut probe = Probe::new(C::of(a.panics_in_drop(), b.ready(())));
    assert_eq!(panic_of(|| probe.poll()).message, "a panics in its drop");
    let events = [Polled("a"), Polled("b"), Dropped("a"), Dropped("b")];
    assert_eq!(stage.events(), events);
}

/// What a contest by hand lets be seen between two polls, of children that have no `Debug`.
pub(crate) fn shows_its_state<F>(name: &str, of: impl Fn(Script, Script) -> F)
where
    F: FusedFuture + Debug,
{
    let stage = Stage::new();
    let shows = |probe: &Probe<F>, state, is_terminated| {
        let expected = format!("{name} {{ state: {state} }}");
        assert_eq!(format!("{:?}", probe.future()), expected);
        assert_eq!(probe.future().is_terminated(), is_terminated);
    };

    let (a, b) = (Script::new(&stage, "a"), Script::new(&stage, "b"));
    let mut probe = Probe::new(of(a, b.pending(1).ready(())));
    shows(&probe, "Racing", false);
    assert!(probe.poll().is_pending());
    shows(&probe, "Racing", false);
    stage.wake("b");
    assert!(probe.poll().is_ready());
    shows(&probe, "Finished", true);

    let (a, b) = (Script::new(&stage, "a"), Script::new(&stage, "b"));
    let mut probe = Probe::new(of(a, b.panics()));
    assert!(catch(|| probe.poll()).is_err());
    shows(&probe, "Panicked", true);
}
