//! [`perform`]: one schedule, played by one spelling.

use core::fmt::Debug;
use core::future::Future;
use core::task::Poll;

use super::cast::{Cast, NAMES, Step, Told};
use crate::support::panics::{catch, panic_of};
use crate::support::probe::Probe;
use crate::support::script::{Answer, Script};
use crate::support::stage::{Event, Stage};

/// All that a schedule has led to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trace {
    pub(super) deeds: Vec<Deed>,
    /// The future was ready or a child panicked: more polls are refused.
    pub(super) has_ended: bool,
    /// How many children and answers were not dropped.
    pub(super) left: isize,
}

/// What one step has led to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Deed {
    pub(super) outcome: Outcome,
    pub(super) events: Vec<Event>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The present waker has been woken so often.
    Woken(usize),
    Pending,
    Ready(String),
    Panicked(String),
    /// The answer was dropped.
    Forgotten,
    /// It was polled after its end, and would not.
    Refused,
    /// The future was dropped.
    Cancelled,
}

/// Takes the steps, and drops the future where it stands.
pub(super) fn perform<B: Told, F: Future<Output: Debug>>(
    cast: Cast,
    steps: &[Step],
    is_ready: fn(bool, bool) -> bool,
    of: fn(Script<Answer>, Script<B>) -> F,
) -> Trace {
    let stage = Stage::new();
    let mut probe = Probe::new(of(cast.child(&stage, 0), cast.child(&stage, 1)));
    let mut deeds = Vec::new();
    let mut has_ended = false;
    let mut note = |outcome| {
        deeds.push(Deed {
            outcome,
            events: stage.events(),
        });
    };
    // Children that have been polled with the present waker, and not woken since.
    let mut is_waiting = [false; 2];

    for &step in steps {
        match step {
            Step::Wake(child) => {
                let before = probe.wakes();
                stage.wake(NAMES[child]);
                let wakes = usize::from(is_waiting[child]);
                assert_eq!(probe.wakes(), before + wakes, "a wake was lost, or made up");
                is_waiting[child] = false;
                note(Outcome::Woken(probe.wakes()));
                continue;
            }
            Step::PollWithAnotherWaker => probe.change_waker(),
            Step::Poll => {}
        }
        let [first, second] = [0, 1].map(|child| stage.wakes(NAMES[child]) >= cast.wakes[child]);
        match catch(|| probe.poll()) {
            Ok(Poll::Pending) => {
                assert!(!is_ready(first, second), "a poll was in vain");
                is_waiting = [!first, !second];
                note(Outcome::Pending);
            }
            Ok(Poll::Ready(answer)) => {
                assert!(is_ready(first, second), "an answer from nowhere");
                note(Outcome::Ready(format!("{answer:?}")));
                // It may panic: that is no concern of the combinator any more.
                let _ = catch(|| drop(answer));
                note(Outcome::Forgotten);
                has_ended = true;
            }
            Err(panic) => {
                assert!(panic.message.contains("panics in its"), "{panic:?}");
                note(Outcome::Panicked(panic.message));
                has_ended = true;
            }
        }
    }
    if has_ended {
        let panic = panic_of(|| probe.poll());
        assert!(panic.message.contains(" after "), "{panic:?}");
        note(Outcome::Refused);
    }
    let _ = catch(|| drop(probe));
    note(Outcome::Cancelled);
    Trace {
        deeds,
        has_ended,
        left: stage.present(),
    }
}
