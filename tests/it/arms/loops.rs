//! Both spellings of a loop over two and three arms do the same in every schedule: the `async fn`,
//! and the loop that a caller writes with `next` and `drive`.
//!
//! The body waits for a wake of its own, and breaks at its third event. A schedule is any order of
//! wakes of the children and of the body, and of polls with the same waker or with another.
//!
//! What may differ is what befalls the children when the loop ends, and there the order alone: an
//! `async fn` drops its arms in index order, and then what they had kept, because that lies in
//! locals of its own. And if the drop of a future panics, it leaks its answer
//! (rust-lang/rust#47949).

use core::fmt::Debug;
use core::future::Future;
use core::ops::ControlFlow;
use core::pin::pin;
use core::task::Poll;

use longhand::arms::IntoArms;
use longhand::{arms, shorthand};

use super::kind::{EveryArm, Group, NAMES, OnceArm, casts};
use crate::support::answers::Winner;
use crate::support::feed::Feed;
use crate::support::panics::catch;
use crate::support::probe::Probe;
use crate::support::script::{Answer, Script};
use crate::support::stage::Event::{self, AnswerDropped};
use crate::support::stage::Stage;

#[test]
fn both_spellings_do_the_same_in_all_schedules_of_a_loop_over_two() {
    let mut seen = 0;
    seen += compare::<(OnceArm, EveryArm), 2>(5);
    seen += compare::<(EveryArm, Feed), 2>(5);
    seen += compare::<(Feed, OnceArm), 2>(5);
    seen += compare::<[Feed; 2], 2>(5);
    report(seen, 100_000);
}

#[test]
fn both_spellings_do_the_same_in_all_schedules_of_a_loop_over_three() {
    let mut seen = 0;
    seen += compare::<(OnceArm, EveryArm, Feed), 3>(4);
    seen += compare::<(Feed, OnceArm, EveryArm), 3>(4);
    seen += compare::<[EveryArm; 3], 3>(4);
    report(seen, 100_000);
}

fn report(schedules: usize, at_least: usize) {
    println!("{schedules} schedules");
    assert!(schedules > at_least, "the net has holes: {schedules}");
}

/// The name of whoever is in the body.
const BODY: &str = "body";

/// How many events there are until the body breaks.
const EVENTS: usize = 3;

/// Arms of both spellings.
trait Both: Group + shorthand::IntoArms<Item = <Self as IntoArms>::Item> {}

impl<G: Group + shorthand::IntoArms<Item = <G as IntoArms>::Item>> Both for G {}

#[derive(Clone, Copy, Debug)]
enum Step {
    Wake(&'static str),
    Poll,
    PollWithAnotherWaker,
}

/// What one step has led to.
#[derive(Debug, PartialEq, Eq)]
struct Deed {
    outcome: String,
    events: Vec<Event>,
    /// The future is ready, has panicked or was dropped.
    is_the_end: bool,
}

/// Runs every schedule of so many steps for both spellings, and says how many there were.
fn compare<G: Both, const N: usize>(length: usize) -> usize {
    let mut steps = vec![Step::Poll, Step::PollWithAnotherWaker, Step::Wake(BODY)];
    steps.extend(NAMES[..N].iter().map(|&name| Step::Wake(name)));
    let mut seen = 0;
    for (roles, patience) in casts::<N>()
        .into_iter()
        .flat_map(|cast| [(cast, 0), (cast, 1)])
    {
        let is_well = roles.iter().all(|role| role.fault.is_none());
        let length = if is_well { length } else { length - 1 };
        for mut number in 0..steps.len().pow(length as u32) {
            let schedule = (0..length).map(|_| {
                let step = steps[number % steps.len()];
                number /= steps.len();
                step
            });
            let schedule: Vec<_> = schedule.collect();
            let stages = [Stage::new(), Stage::new()];
            let [(longhand, left), (shorthand, _)] = [
                perform(
                    &stages[0],
                    &schedule,
                    by_hand(G::make(&stages[0], &roles), &stages[0], patience),
                ),
                perform(
                    &stages[1],
                    &schedule,
                    as_async_fn(G::make(&stages[1], &roles), &stages[1], patience),
                ),
            ];
            assert_eq!(left, 0, "{roles:?} {schedule:?}");
            assert!(
                are_the_same(&longhand, &shorthand),
                "{roles:?} {schedule:?}\n{longhand:#?}\n{shorthand:#?}"
            );
            seen += 1;
        }
    }
    seen
}

async fn by_hand<G: Group>(children: G, stage: &Stage, patience: usize) -> Option<usize> {
    let mut arms = pin!(arms(children));
    let mut events = 0;
    while let Some(event) = arms.as_mut().next().await {
        events += 1;
        let flow = arms
            .as_mut()
            .drive(body(stage, patience, event, events))
            .await;
        if let ControlFlow::Break(value) = flow {
            return Some(value);
        }
    }
    None
}

async fn as_async_fn<G: Both>(children: G, stage: &Stage, patience: usize) -> Option<usize> {
    let mut events = 0;
    shorthand::arms(children, async |event| {
        events += 1;
        body(stage, patience, event, events).await
    })
    .await
}

/// Waits for so many wakes, and breaks at the last event.
async fn body(
    stage: &Stage,
    patience: usize,
    event: impl Winner<Answer>,
    events: usize,
) -> ControlFlow<usize> {
    let (arm, answer) = event.place();
    let wakes = stage.wakes(BODY) + patience;
    Script::new(stage, BODY).pending(wakes).ready(()).await;
    assert_eq!(answer, NAMES[arm]);
    drop(answer);
    match events {
        EVENTS => ControlFlow::Break(arm),
        _ => ControlFlow::Continue(()),
    }
}

/// Takes the steps up to the end of the future, drops it, and says how many children and answers
/// are left.
fn perform<F: Future<Output: Debug>>(
    stage: &Stage,
    steps: &[Step],
    future: F,
) -> (Vec<Deed>, isize) {
    let mut probe = Probe::new(future);
    let mut deeds = Vec::new();
    for step in steps {
        let (outcome, is_the_end) = match step {
            Step::Wake(name) => {
                let before = probe.wakes();
                stage.wake(name);
                (format!("woken {}", probe.wakes() - before), false)
            }
            Step::Poll => poll(&mut probe),
            Step::PollWithAnotherWaker => {
                probe.change_waker();
                poll(&mut probe)
            }
        };
        let events = stage.events();
        deeds.push(Deed {
            outcome,
            events,
            is_the_end,
        });
        if is_the_end {
            break;
        }
    }
    let outcome = match catch(|| drop(probe)) {
        Ok(()) => "dropped".to_owned(),
        Err(panic) => panic.message,
    };
    let events = stage.events();
    deeds.push(Deed {
        outcome,
        events,
        is_the_end: true,
    });
    (deeds, stage.present())
}

fn poll<F: Future<Output: Debug>>(probe: &mut Probe<F>) -> (String, bool) {
    match catch(|| probe.poll()) {
        Ok(Poll::Pending) => ("pending".to_owned(), false),
        Ok(Poll::Ready(answer)) => (format!("{answer:?}"), true),
        Err(panic) => (panic.message, true),
    }
}

/// Whether all is the same but for what may differ at the end.
fn are_the_same(longhand: &[Deed], shorthand: &[Deed]) -> bool {
    longhand.len() == shorthand.len()
        && longhand.iter().zip(shorthand).all(|(longhand, shorthand)| {
            longhand == shorthand
                || longhand.is_the_end
                    && longhand.outcome == shorthand.outcome
                    && is_another_order(longhand, &shorthand.events)
        })
}

fn is_another_order(longhand: &Deed, shorthand: &[Event]) -> bool {
    let mut left = longhand.events.clone();
    for event in shorthand {
        match left.iter().position(|other| other == event) {
            Some(at) => left.remove(at),
            None => return false,
        };
    }
    let is_leaked = |left: &[Event]| matches!(left, [AnswerDropped(_)]);
    left.is_empty() || longhand.outcome.ends_with("in its drop") && is_leaked(&left)
}
