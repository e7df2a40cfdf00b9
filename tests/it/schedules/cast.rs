//! [`Cast`]: how two or three children behave; and every schedule that fits them.

use std::env;

use crate::support::script::{Answer, Script};
use crate::support::stage::Stage;

/// No schedule polls more often.
const POLLS: usize = 3;

/// The children in index order.
pub(super) const NAMES: [&str; 3] = ["a", "b", "c"];

/// How many wakes each child waits for, and which one is at fault.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cast<const N: usize> {
    pub(super) wakes: [usize; N],
    fault: Option<(usize, Fault)>,
}

/// What goes wrong with a child.
#[derive(Clone, Copy, Debug)]
enum Fault {
    Poll,
    Drop,
    AnswersDrop,
}

/// Children that wait for up to two wakes, with no fault, and with each fault in each of them. Three
/// of them wait for up to four wakes in all, or with `LONGHAND_SCHEDULES=all` for six.
pub(super) fn casts<const N: usize>() -> Vec<Cast<N>> {
    let most = match env::var("LONGHAND_SCHEDULES").as_deref() {
        Ok("all") => 6,
        _ => 4,
    };
    let mut faults = vec![None];
    for fault in [Fault::Poll, Fault::Drop, Fault::AnswersDrop] {
        faults.extend((0..N).map(|child| Some((child, fault))));
    }
    let each = (0..3_usize.pow(N as u32)).map(|mut number| {
        [(); N].map(|()| {
            let wakes = number % 3;
            number /= 3;
            wakes
        })
    });
    let few = each.filter(|wakes| wakes.iter().sum::<usize>() <= most);
    few.flat_map(|wakes| {
        faults
            .clone()
            .into_iter()
            .map(move |fault| Cast { wakes, fault })
    })
    .collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Wake(usize),
    Poll,
    PollWithAnotherWaker,
}

/// Calls `visit` with every schedule. It says whether the future has come to its end, so that more
/// steps would change nothing.
pub(super) fn every_schedule<const N: usize>(
    cast: Cast<N>,
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
    let wakes = (0..N).map(|child| {
        let step = Step::Wake(child);
        (step, taken(step) < cast.wakes[child])
    });
    let polls = [
        (Step::Poll, may_poll),
        (Step::PollWithAnotherWaker, may_vary),
    ];
    for (step, is_left) in wakes.chain(polls).collect::<Vec<_>>() {
        if is_left {
            steps.push(step);
            every_schedule(cast, steps, visit);
            steps.pop();
        }
    }
}

impl<const N: usize> Cast<N> {
    /// The children, in index order.
    pub(super) fn children(&self, stage: &Stage) -> [Script<Answer>; N] {
        let mut children = 0..;
        [(); N].map(|()| {
            let child = children
                .next()
                .expect("there are as many as there are places");
            let name = NAMES[child];
            let script = Script::new(stage, name).pending(self.wakes[child]);
            let answer = || Answer::new(stage, name);
            match self.fault {
                Some((at_fault, fault)) if at_fault == child => match fault {
                    Fault::Poll => script.panics(),
                    Fault::Drop => script.ready(answer()).panics_in_drop(),
                    Fault::AnswersDrop => script.ready(answer().panics_in_drop()),
                },
                _ => script.ready(answer()),
            }
        })
    }
}
