//! [`perform`]: one schedule, played by one spelling.

use core::array;
use core::fmt::Debug;
use core::future::Future;
use core::task::Poll;

use super::cast::{Cast, NAMES, Step};
use crate::support::panics::{catch, panic_of};
use crate::support::probe::Probe;
use crate::support::script::{Answer, Script};
use crate::support::stage::Event::{self, Polled};
use crate::support::stage::Stage;

/// All that a schedule has led to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trace {
    pub(super) deeds: Vec<Deed>,
    /// The future was ready or a child panicked: more polls are refused.
    pub(super) has_ended: bool,
    /// How many children and answers were not dropped.
    pub(super) left: isize,
}

impl Trace {
    /// What has happened, but for who was polled, and how often the caller was called.
    pub(super) fn but_for_the_polls(mut self) -> Self {
        for deed in &mut self.deeds {
            deed.events.retain(|event| !matches!(event, Polled(_)));
            if let Outcome::Woken(times) = &mut deed.outcome {
                *times = 0;
            }
        }
        self
    }
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

/// Who is polled by a poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Polls {
    /// Every child that runs.
    All,
    /// All at first, and then those that woke; the caller is called once for all of them.
    Woken,
}

/// Takes the steps, and drops the future where it stands.
pub(super) fn perform<F: Future<Output: Debug>, const N: usize>(
    cast: Cast<N>,
    steps: &[Step],
    polls: Polls,
    is_ready: fn([bool; N]) -> bool,
    of: fn([Script<Answer>; N]) -> F,
) -> Trace {
    let stage = Stage::new();
    let future = of(cast.children(&stage));
    let mut play = Play {
        stage,
        cast,
        is_ready,
        probe: Probe::new(future),
        polls,
        is_waiting: [false; N],
        woken: None,
        has_ended: false,
        deeds: Vec::new(),
    };
    for &step in steps {
        match step {
            Step::Wake(child) => play.wake(child),
            Step::Poll => play.poll(),
            Step::PollWithAnotherWaker => {
                play.probe.change_waker();
                play.poll();
            }
        }
    }
    play.end()
}

struct Play<F, const N: usize> {
    stage: Stage,
    cast: Cast<N>,
    is_ready: fn([bool; N]) -> bool,
    probe: Probe<F>,
    polls: Polls,
    /// Children that have been polled with the present waker, and not woken since.
    is_waiting: [bool; N],
    /// Who was woken since the last poll, if there was one.
    woken: Option<[bool; N]>,
    has_ended: bool,
    deeds: Vec<Deed>,
}

impl<F: Future<Output: Debug>, const N: usize> Play<F, N> {
    fn wake(&mut self, child: usize) {
        let before = self.probe.wakes();
        self.stage.wake(NAMES[child]);
        let is_called = self.polls == Polls::Woken && self.woken.is_some_and(any);
        let wakes = usize::from(self.is_waiting[child] && !is_called);
        assert_eq!(
            self.probe.wakes(),
            before + wakes,
            "a wake was lost, or made up"
        );
        self.is_waiting[child] = false;
        if let Some(woken) = &mut self.woken {
            woken[child] = true;
        }
        self.note(Outcome::Woken(before + wakes));
    }

    fn poll(&mut self) {
        let is_due = |child: usize| self.stage.wakes(NAMES[child]) >= self.cast.wakes[child];
        let is_due = array::from_fn(is_due);
        let is_ready = (self.is_ready)(is_due);
        match catch(|| self.probe.poll()) {
            Ok(Poll::Pending) => {
                assert!(!is_ready, "a poll was in vain");
                self.is_waiting = is_due.map(|is_due| !is_due);
                self.note(Outcome::Pending);
                self.assert_polled();
                self.woken = Some([false; N]);
            }
            Ok(Poll::Ready(answer)) => {
                assert!(is_ready, "an answer from nowhere");
                self.has_ended = true;
                self.note(Outcome::Ready(format!("{answer:?}")));
                // It may panic: that is no concern of the combinator any more.
                let _ = catch(|| drop(answer));
                self.note(Outcome::Forgotten);
            }
            Err(panic) => {
                assert!(panic.message.contains("panics in its"), "{panic:?}");
                self.has_ended = true;
                self.note(Outcome::Panicked(panic.message));
            }
        }
    }

    /// A poll that has ended nothing has polled whom it should, in index order.
    fn assert_polled(&self) {
        let (Polls::Woken, Some(woken)) = (self.polls, self.woken) else {
            return;
        };
        let events = self.deeds.last().map_or(&[][..], |deed| &deed.events);
        let polled = events.iter().filter(|event| matches!(event, Polled(_)));
        let due = (0..N).filter(|&child| woken[child]);
        assert!(
            polled.copied().eq(due.map(|child| Polled(NAMES[child]))),
            "{woken:?} {events:?}"
        );
    }

    fn end(mut self) -> Trace {
        if self.has_ended {
            let panic = panic_of(|| self.probe.poll());
            assert!(panic.message.contains(" after "), "{panic:?}");
            self.note(Outcome::Refused);
        }
        let _ = catch(|| drop(self.probe));
        self.deeds.push(Deed {
            outcome: Outcome::Cancelled,
            events: self.stage.events(),
        });
        Trace {
            deeds: self.deeds,
            has_ended: self.has_ended,
            left: self.stage.present(),
        }
    }

    fn note(&mut self, outcome: Outcome) {
        let events = self.stage.events();
        self.deeds.push(Deed { outcome, events });
    }
}

fn any<const N: usize>(woken: [bool; N]) -> bool {
    woken.contains(&true)
}
