//! [`Cast`]: how two children behave; and every schedule that fits them.

use crate::support::script::{Answer, Script};
use crate::support::stage::Stage;

/// No schedule polls more often.
const POLLS: usize = 3;

/// The first child and the second.
pub(super) const NAMES: [&str; 2] = ["a", "b"];

/// How many wakes each child waits for, and which one is at fault.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cast {
    pub(super) wakes: [usize; 2],
    fault: Option<(usize, Fault)>,
}

/// What goes wrong with a child.
#[derive(Clone, Copy, Debug)]
enum Fault {
    Poll,
    Drop,
    AnswersDrop,
}

/// Children that wait for up to two wakes, with no fault, and with each fault in either.
pub(super) fn casts() -> Vec<Cast> {
    let mut faults = vec![None];
    for fault in [Fault::Poll, Fault::Drop, Fault::AnswersDrop] {
        faults.extend([Some((0, fault)), Some((1, fault))]);
    }
    let mut casts = Vec::new();
    for first in 0..=2 {
        for second in 0..=2 {
            let wakes = [first, second];
            casts.extend(faults.iter().map(|&fault| Cast { wakes, fault }));
        }
    }
    casts
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Wake(usize),
    Poll,
    PollWithAnotherWaker,
}

/// Calls `visit` with every schedule. It says whether the future has come to its end, so that more
/// steps would change nothing.
pub(super) fn every_schedule(
    cast: Cast,
    steps: &mut Vec<Step>,
    visit: &mut impl FnMut(&[Step]) -> bool,
) {
    if visit(steps) {
        return;
    }
    let taken = |step| steps.iter().filter(|&&taken| taken == step).count();
    let may_poll = taken(Step::Poll) + taken(Step::PollWithAnotherWaker) < POLLS;
    // Which waker it is and what goes wrong have nothing to do with each other.
    let may_vary = may_poll && cast.fault.is_none();
    for (step, is_left) in [
        (Step::Wake(0), taken(Step::Wake(0)) < cast.wakes[0]),
        (Step::Wake(1), taken(Step::Wake(1)) < cast.wakes[1]),
        (Step::Poll, may_poll),
        (Step::PollWithAnotherWaker, may_vary),
    ] {
        if is_left {
            steps.push(step);
            every_schedule(cast, steps, visit);
            steps.pop();
        }
    }
}

impl Cast {
    /// The first child (0) or the second (1).
    pub(super) fn child<T: Told>(&self, stage: &Stage, child: usize) -> Script<T> {
        let name = NAMES[child];
        let script = Script::new(stage, name).pending(self.wakes[child]);
        match self.fault {
            Some((at_fault, fault)) if at_fault == child => match fault {
                Fault::Poll => script.panics(),
                Fault::Drop => script.ready(T::told(stage, name)).panics_in_drop(),
                Fault::AnswersDrop => script.ready(T::told(stage, name).panicking_in_drop()),
            },
            _ => script.ready(T::told(stage, name)),
        }
    }
}

/// What a child can be told to answer.
pub(super) trait Told {
    fn told(stage: &Stage, name: &'static str) -> Self;

    fn panicking_in_drop(self) -> Self;
}

impl Told for Answer {
    fn told(stage: &Stage, name: &'static str) -> Self {
        Answer::new(stage, name)
    }

    fn panicking_in_drop(self) -> Self {
        self.panics_in_drop()
    }
}

/// A limit has nothing to say but that time is up.
impl Told for () {
    fn told(_: &Stage, _: &'static str) {}

    fn panicking_in_drop(self) {}
}
