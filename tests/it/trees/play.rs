//! [`play`]: one schedule of one tree, played by one spelling.

use core::task::Poll;
use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::Index;

use super::grow::{Grouping, Grown, NAMES, grow};
use super::tree::Tree;
use crate::support::panics::{catch, panic_of};
use crate::support::probe::Probe;
use crate::support::stage::Event::{self, Polled};
use crate::support::stage::Stage;

#[derive(Clone, Debug)]
pub(super) struct Schedule {
    steps: Vec<Step>,
    /// All leaves are woken in the end. Otherwise the future is dropped where it stands.
    to_its_end: bool,
}

#[derive(Clone, Debug)]
enum Step {
    /// Of one of the leaves, if it still waits.
    Wake(Index),
    Poll,
    PollWithAnotherWaker,
}

pub(super) fn schedule() -> impl Strategy<Value = Schedule> {
    let step = prop_oneof![
        6 => any::<Index>().prop_map(Step::Wake),
        3 => Just(Step::Poll),
        1 => Just(Step::PollWithAnotherWaker),
    ];
    (vec(step, 0..40), any::<bool>()).prop_map(|(steps, to_its_end)| Schedule { steps, to_its_end })
}

/// All that a schedule has led to.
#[derive(Debug, PartialEq)]
pub(super) struct Trace {
    /// What each step has led to, and what befell the leaves.
    deeds: Vec<(String, Vec<Event>)>,
    pub(super) end: End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    Ready,
    Panicked,
    Cancelled,
}

/// Takes the steps, and drops the future. Whatever the spelling, nothing is left then.
pub(super) fn play<S: Grouping>(tree: &Tree, schedule: &Schedule) -> Trace {
    let stage = Stage::new();
    let mut play = Play {
        probe: Probe::new(grow::<S>(tree, &stage)),
        waits_for: tree.wakes(),
        has_waker: BTreeSet::new(),
        deeds: Vec::new(),
        end: End::Cancelled,
        stage,
    };
    for step in &schedule.steps {
        match step {
            Step::Wake(leaf) => play.wake(leaf.index(play.waits_for.len())),
            Step::Poll => play.poll(),
            Step::PollWithAnotherWaker => {
                play.probe.change_waker();
                play.has_waker.clear();
                play.poll();
            }
        }
        if play.end != End::Cancelled {
            break;
        }
    }
    if schedule.to_its_end && play.end == End::Cancelled {
        for leaf in 0..play.waits_for.len() {
            while play.waits_for[leaf] > 0 {
                play.wake(leaf);
            }
        }
        play.poll();
        assert_ne!(play.end, End::Cancelled, "all have been woken");
    }
    play.end()
}

struct Play {
    stage: Stage,
    probe: Probe<Grown>,
    /// How many wakes each leaf still waits for.
    waits_for: Vec<usize>,
    /// The leaves that have been polled with the present waker, and not woken since.
    has_waker: BTreeSet<&'static str>,
    deeds: Vec<(String, Vec<Event>)>,
    end: End,
}

impl Play {
    fn wake(&mut self, leaf: usize) {
        if self.waits_for[leaf] == 0 {
            return;
        }
        self.waits_for[leaf] -= 1;
        let before = self.probe.wakes();
        self.stage.wake(NAMES[leaf]);
        let woken = self.probe.wakes() - before;
        let expected = usize::from(self.has_waker.remove(NAMES[leaf]));
        assert_eq!(woken, expected, "a wake was lost, or made up");
        self.note(format!("woken {woken} times"));
    }

    fn poll(&mut self) {
        let answer = catch(|| self.probe.poll());
        let events = self.stage.events();
        let polled = events.iter().filter(|event| matches!(event, Polled(_)));
        let once: BTreeSet<_> = polled.clone().map(|event| event.child()).collect();
        assert_eq!(once.len(), polled.count(), "a leaf was polled twice");
        self.has_waker.extend(once);
        let outcome = match answer {
            Ok(Poll::Pending) => "pending".to_owned(),
            Ok(Poll::Ready(answer)) => {
                self.end = End::Ready;
                format!("{answer:?}")
            }
            Err(panic) => {
                assert!(panic.message.ends_with("panics in its poll"), "{panic:?}");
                self.end = End::Panicked;
                panic.message
            }
        };
        self.deeds.push((outcome, events));
        self.note("its answer was dropped".to_owned());
    }

    fn end(mut self) -> Trace {
        if self.end != End::Cancelled {
            let panic = panic_of(|| self.probe.poll());
            assert!(panic.message.contains(" after "), "{panic:?}");
            self.note("refused".to_owned());
        }
        drop(self.probe);
        self.deeds.push(("dropped".to_owned(), self.stage.events()));
        assert_eq!(self.stage.present(), 0, "somebody was left behind");
        Trace {
            deeds: self.deeds,
            end: self.end,
        }
    }

    fn note(&mut self, outcome: String) {
        self.deeds.push((outcome, self.stage.events()));
    }
}
