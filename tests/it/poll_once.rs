//! `poll_once`: an answer if it is there already.

use core::pin::pin;
use core::task::Poll;

use futures_core::FusedFuture;
use longhand::poll_once::PollOnce;
use longhand::{poll_once, shorthand};

use crate::support::panics::{catch, panic_of};
use crate::support::probe::Probe;
use crate::support::script::Script;
use crate::support::stage::Event::{Dropped, Polled};
use crate::support::stage::{NOTHING, Stage};

/// Makes two tests of a rule: one for each spelling of `poll_once`.
macro_rules! both {
    ($($rule:ident($poll_once:ident, $stage:ident) $body:block)*) => {$(
        mod $rule {
            use super::*;

            #[test]
            fn by_hand() {
                use poll_once as $poll_once;
                let $stage = Stage::new();
                $body
            }

            #[test]
            fn as_async_fn() {
                use shorthand::poll_once as $poll_once;
                let $stage = Stage::new();
                $body
            }
        }
    )*};
}

both! {
    an_answer_that_is_there_is_given(once, stage) {
        let mut probe = Probe::new(once(Script::new(&stage, "a").ready(7)));
        assert_eq!(stage.events(), NOTHING);
        assert_eq!(probe.poll(), Poll::Ready(Some(7)));
        assert_eq!(stage.events(), [Polled("a"), Dropped("a")]);
    }

    a_future_that_is_pending_is_dropped_and_nothing_is_given(once, stage) {
        let mut probe = Probe::new(once(Script::new(&stage, "a").pending(1).ready(7)));
        assert_eq!(probe.poll(), Poll::Ready(None));
        assert_eq!(stage.events(), [Polled("a"), Dropped("a")]);
    }

    a_future_that_is_lent_lives_on(once, stage) {
        let mut lent = pin!(Script::new(&stage, "a").pending(1).ready(7));
        let mut probe = Probe::new(once(lent.as_mut()));
        assert_eq!(probe.poll(), Poll::Ready(None));
        stage.wake("a");
        assert_eq!(probe.wakes(), 1, "it was polled with the caller's waker");
        drop(probe);
        assert_eq!(Probe::new(once(lent.as_mut())).poll(), Poll::Ready(Some(7)));
    }

    polled_after_completion_it_panics(once, stage) {
        let mut probe = Probe::new(once(Script::<u8>::new(&stage, "a")));
        assert_eq!(probe.poll(), Poll::Ready(None));
        let message = panic_of(|| probe.poll()).message;
        assert!(message.ends_with("after completion"), "{message}");
    }

    a_panic_drops_the_future_and_a_later_poll_panics(once, stage) {
        let mut probe = Probe::new(once(Script::<u8>::new(&stage, "a").panics()));
        assert_eq!(panic_of(|| probe.poll()).message, "a panics in its poll");
        assert_eq!(stage.events(), [Polled("a"), Dropped("a")]);
        let message = panic_of(|| probe.poll()).message;
        assert!(message.contains("panic"), "{message}");
    }

    a_panic_of_its_drop_goes_on_and_a_later_poll_panics(once, stage) {
        let mut probe = Probe::new(once(Script::<u8>::new(&stage, "a").panics_in_drop()));
        assert_eq!(panic_of(|| probe.poll()).message, "a panics in its drop");
        assert_eq!(stage.events(), [Polled("a"), Dropped("a")]);
        let message = panic_of(|| probe.poll()).message;
        assert!(message.contains("panic"), "{message}");
    }
}

#[test]
fn misuse_is_blamed_on_the_line_that_polls() {
    let stage = Stage::new();
    let mut probe = Probe::new(poll_once(Script::<u8>::new(&stage, "a")));
    assert_eq!(probe.poll(), Poll::Ready(None));
    let (here, panic) = (line!(), panic_of(|| probe.poll()));
    assert_eq!(panic.message, "`PollOnce` polled after completion");
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
}

#[test]
fn it_shows_its_name_and_its_state() {
    let stage = Stage::new();
    let child = || Script::<u8>::new(&stage, "a");
    let shows = |probe: &Probe<PollOnce<Script<u8>>>, state, is_terminated| {
        let expected = format!("PollOnce {{ state: {state} }}");
        assert_eq!(format!("{:?}", probe.future()), expected);
        assert_eq!(probe.future().is_terminated(), is_terminated);
    };
    let mut probe = Probe::new(poll_once(child()));
    shows(&probe, "Waiting", false);
    assert_eq!(probe.poll(), Poll::Ready(None));
    shows(&probe, "Finished", true);
    let mut probe = Probe::new(poll_once(child().panics()));
    assert!(catch(|| probe.poll()).is_err());
    shows(&probe, "Panicked", true);
}
