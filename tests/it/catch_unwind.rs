//! `catch_unwind`: a panic as an answer.

use core::panic::AssertUnwindSafe;
use core::task::Poll;

use futures_core::FusedFuture;
use longhand::catch_unwind::CatchUnwind;
use longhand::{catch_unwind, shorthand};

use crate::support::panics::{catch, panic_of};
use crate::support::probe::Probe;
use crate::support::script::Script;
use crate::support::stage::Event::{Dropped, Polled};
use crate::support::stage::Stage;

/// Makes two tests of a rule: one for each spelling of `catch_unwind`, of a script.
macro_rules! both {
    ($($rule:ident($caught:ident, $stage:ident) $body:block)*) => {$(
        mod $rule {
            use super::*;

            #[test]
            fn by_hand() {
                let $caught = |script: Script<u8>| catch_unwind(AssertUnwindSafe(script));
                let $stage = Stage::new();
                $body
            }

            #[test]
            fn as_async_fn() {
                let $caught =
                    |script: Script<u8>| shorthand::catch_unwind(AssertUnwindSafe(script));
                let $stage = Stage::new();
                $body
            }
        }
    )*};
}

both! {
    an_answer_goes_through(caught, stage) {
        let mut probe = Probe::new(caught(Script::new(&stage, "a").pending(1).ready(7)));
        assert!(probe.poll().is_pending());
        stage.wake("a");
        assert_eq!(probe.wakes(), 1, "it was polled with the caller's waker");
        let Poll::Ready(Ok(7)) = probe.poll() else {
            panic!("it has been woken");
        };
        assert_eq!(stage.events(), [Polled("a"), Polled("a"), Dropped("a")]);
    }

    a_panic_is_an_answer(caught, stage) {
        let mut probe = Probe::new(caught(Script::new(&stage, "a").panics()));
        // Whoever waits for this is not in a panic, but the hook is told all the same.
        let Ok(Poll::Ready(Err(payload))) = catch(|| probe.poll()) else {
            panic!("the panic goes no further");
        };
        let words = payload.downcast_ref::<String>().expect("it has words");
        assert_eq!(words, "a panics in its poll");
        assert_eq!(stage.events(), [Polled("a"), Dropped("a")]);
        let message = panic_of(|| probe.poll()).message;
        assert!(message.ends_with("after completion"), "{message}");
    }

    a_panic_of_its_drop_is_not_caught(caught, stage) {
        let script = Script::new(&stage, "a").ready(7).panics_in_drop();
        let mut probe = Probe::new(caught(script));
        assert_eq!(panic_of(|| probe.poll()).message, "a panics in its drop");
        assert_eq!(stage.events(), [Polled("a"), Dropped("a")]);
        let message = panic_of(|| probe.poll()).message;
        assert!(message.contains("panicked") || message.contains("panicking"), "{message}");
    }

    cancelled_it_drops_its_future(caught, stage) {
        let mut probe = Probe::new(caught(Script::new(&stage, "a")));
        assert!(probe.poll().is_pending());
        drop(probe);
        assert_eq!(stage.events(), [Polled("a"), Dropped("a")]);
    }
}

#[test]
fn misuse_is_blamed_on_the_line_that_polls() {
    let mut probe = Probe::new(catch_unwind(core::future::ready(7)));
    assert!(probe.poll().is_ready());
    let (here, panic) = (line!(), panic_of(|| probe.poll()));
    assert_eq!(panic.message, "`CatchUnwind` polled after completion");
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
}

#[test]
fn it_shows_its_name_and_its_state() {
    let stage = Stage::new();
    let child = || Script::new(&stage, "a").ready(7);
    let shows = |probe: &Probe<CatchUnwind<AssertUnwindSafe<Script<u8>>>>, state, is_terminated| {
        let expected = format!("CatchUnwind {{ state: {state} }}");
        assert_eq!(format!("{:?}", probe.future()), expected);
        assert_eq!(probe.future().is_terminated(), is_terminated);
    };
    let mut probe = Probe::new(catch_unwind(AssertUnwindSafe(child())));
    shows(&probe, "Running", false);
    assert!(probe.poll().is_ready());
    shows(&probe, "Finished", true);
    let mut probe = Probe::new(catch_unwind(AssertUnwindSafe(child().panics_in_drop())));
    assert!(catch(|| probe.poll()).is_err());
    shows(&probe, "Panicked", true);
    let message = "`CatchUnwind` polled after a child panicked";
    assert_eq!(panic_of(|| probe.poll()).message, message);
}
