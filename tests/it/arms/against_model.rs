//! Every schedule of one, two and three arms, held to a plain model.
//!
//! An arm is a `once`, an `every` or a stream; each of its results is there at once, or waits for a
//! wake; and one of the arms may panic in its poll, in its drop or in that of a result. A schedule
//! is any order of these steps: a wake of a child, a poll of `next` (with the same waker, or with
//! another), a poll of `drive` whose handler is pending, ready or panics, an arm that is set again
//! or stopped. `next` and `drive` are made for one poll and dropped behind it. In the end the arms
//! are dropped where they stand.
//!
//! `LONGHAND_SCHEDULES=all cargo test --release arms` takes a step more, which takes minutes.

use core::future::Future;
use core::mem;
use core::pin::{Pin, pin};
use core::task::Poll;
use std::env;

use longhand::arms;
use longhand::arms::Arms;

use super::kind::{EveryArm, Group, NAMES, OnceArm, Role, casts};
use super::model::Model;
use crate::support::answers::Winner;
use crate::support::feed::Feed;
use crate::support::panics::{catch, panic_of};
use crate::support::probe::Caller;
use crate::support::script::Script;
use crate::support::stage::Event::{Dropped, Polled};
use crate::support::stage::Stage;

#[test]
fn one_arm_does_what_the_model_does_in_every_schedule() {
    let mut seen = 0;
    seen += every_schedule_of::<[OnceArm; 1], 1>(4);
    seen += every_schedule_of::<[EveryArm; 1], 1>(4);
    seen += every_schedule_of::<[Feed; 1], 1>(4);
    report(seen, 30_000);
}

#[test]
fn two_arms_do_what_the_model_does_in_every_schedule() {
    let mut seen = 0;
    seen += every_schedule_of::<(OnceArm, Feed), 2>(3);
    seen += every_schedule_of::<(Feed, EveryArm), 2>(4);
    seen += every_schedule_of::<(EveryArm, OnceArm), 2>(3);
    seen += every_schedule_of::<[Feed; 2], 2>(3);
    report(seen, 110_000);
}

#[test]
fn three_arms_do_what_the_model_does_in_every_schedule() {
    let mut seen = 0;
    seen += every_schedule_of::<(OnceArm, EveryArm, Feed), 3>(3);
    seen += every_schedule_of::<[Feed; 3], 3>(3);
    report(seen, 70_000);
}

/// Prints what was run, and fails if it was less than there should be.
fn report(schedules: usize, at_least: usize) {
    println!("{schedules} schedules");
    assert!(schedules > at_least, "the net has holes: {schedules}");
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Wake(usize),
    Next,
    NextWithAnotherWaker,
    Drive(Handler),
    Set(usize),
    Stop(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Handler {
    Pending,
    Ready,
    Panics,
}

/// What a step has led to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The caller has been woken so often by this wake.
    Woken(usize),
    /// An event of this arm, which answers with its name.
    Event(usize, &'static str),
    Pending,
    /// All arms are off.
    None,
    Done,
    Panicked(String),
}

/// Runs every schedule of so many steps, and of one less where something goes wrong; and says how
/// many there were.
fn every_schedule_of<G: Group, const N: usize>(length: usize) -> usize {
    let length = match env::var("LONGHAND_SCHEDULES").as_deref() {
        Ok("all") => length + 1,
        _ => length,
    };
    let mut steps = vec![
        Step::Next,
        Step::NextWithAnotherWaker,
        Step::Drive(Handler::Pending),
        Step::Drive(Handler::Ready),
        Step::Drive(Handler::Panics),
    ];
    for arm in 0..N {
        steps.extend([Step::Wake(arm), Step::Set(arm), Step::Stop(arm)]);
    }
    let mut seen = 0;
    for roles in casts::<N>() {
        let is_well = roles.iter().all(|role| role.fault.is_none());
        let length = if is_well { length } else { length - 1 };
        // Every schedule is as long as can be: what is shorter is the beginning of one.
        for mut number in 0..steps.len().pow(length as u32) {
            let schedule = (0..length).map(|_| {
                let step = steps[number % steps.len()];
                number /= steps.len();
                step
            });
            perform::<G, N>(roles, &schedule.collect::<Vec<_>>());
            seen += 1;
        }
    }
    seen
}

/// Takes the steps with arms and with the model, and compares what came of each.
fn perform<G: Group, const N: usize>(roles: [Role; N], steps: &[Step]) {
    let stage = Stage::new();
    let mut model = Model::new(G::MAKES, &roles);
    let mut caller = Caller::new();
    let mut arms = Box::pin(arms(G::make(&stage, &roles)));
    for (done, &step) in steps.iter().enumerate() {
        if step == Step::NextWithAnotherWaker {
            caller = Caller::new();
            model.change_waker();
        }
        let outcome = take(step, arms.as_mut(), &stage, roles, &caller);
        let expected = foresee(step, &mut model);
        let happened = (outcome, stage.events());
        let foreseen = (expected, mem::take(&mut model.events));
        assert_eq!(happened, foreseen, "{roles:?} {:?}", &steps[..=done]);
        for arm in 0..N {
            let is_live = G::is_live(arms.as_mut(), arm);
            assert_eq!(
                is_live,
                model.is_live(arm),
                "{roles:?} {:?}",
                &steps[..=done]
            );
        }
    }
    let happened = match catch(|| drop(arms)) {
        Ok(()) => Outcome::Done,
        Err(panic) => Outcome::Panicked(panic.message),
    };
    assert_eq!(happened, model.end(), "{roles:?} {steps:?}");
    assert_eq!(stage.events(), model.events, "{roles:?} {steps:?}");
    assert_eq!(stage.present(), 0, "{roles:?} {steps:?}");
}

fn take<G: Group, const N: usize>(
    step: Step,
    arms: Pin<&mut Arms<G>>,
    stage: &Stage,
    roles: [Role; N],
    caller: &Caller,
) -> Outcome {
    let done = match step {
        Step::Wake(arm) => {
            let before = caller.wakes();
            stage.wake(NAMES[arm]);
            return Outcome::Woken(caller.wakes() - before);
        }
        Step::Next | Step::NextWithAnotherWaker => return next(arms, stage, caller),
        Step::Drive(handler) => return drive(arms, stage, caller, handler),
        Step::Set(arm) => catch(|| G::set(arms, arm, stage, roles[arm])),
        Step::Stop(arm) => catch(|| G::stop(arms, arm)),
    };
    match done {
        Ok(()) => Outcome::Done,
        Err(panic) => Outcome::Panicked(panic.message),
    }
}

/// One poll of `next`, which is dropped then.
fn next<G: Group>(arms: Pin<&mut Arms<G>>, stage: &Stage, caller: &Caller) -> Outcome {
    let mut next = pin!(arms.next());
    let polled = catch(|| next.as_mut().poll(&mut caller.cx()));
    let outcome = match polled {
        Ok(Poll::Pending) => return Outcome::Pending,
        Err(panic) => return Outcome::Panicked(panic.message),
        Ok(Poll::Ready(None)) => Outcome::None,
        Ok(Poll::Ready(Some(event))) => {
            let (arm, answer) = event.place();
            let outcome = Outcome::Event(arm, NAMES[arm]);
            assert_eq!(answer, NAMES[arm]);
            // It has been received: its drop is no concern of the arms any more.
            let events = stage.events();
            let _ = catch(|| drop(answer));
            stage.events();
            events.into_iter().for_each(|event| stage.record(event));
            outcome
        }
    };
    let panic = panic_of(|| next.as_mut().poll(&mut caller.cx()));
    assert_eq!(panic.message, "`Next` polled after completion");
    outcome
}

/// One poll of `drive`, which is dropped then.
fn drive<G: Group>(
    arms: Pin<&mut Arms<G>>,
    stage: &Stage,
    caller: &Caller,
    handler: Handler,
) -> Outcome {
    let script = Script::new(stage, "h");
    let mut drive = pin!(arms.drive(match handler {
        Handler::Pending => script,
        Handler::Ready => script.ready(()),
        Handler::Panics => script.panics(),
    }));
    match catch(|| drive.as_mut().poll(&mut caller.cx())) {
        Ok(Poll::Pending) => Outcome::Pending,
        Ok(Poll::Ready(())) => {
            let panic = panic_of(|| drive.as_mut().poll(&mut caller.cx()));
            assert_eq!(panic.message, "`Drive` polled after completion");
            Outcome::Done
        }
        Err(told) => {
            let panic = panic_of(|| drive.as_mut().poll(&mut caller.cx()));
            assert_eq!(panic.message, "`Drive` polled after a child panicked");
            Outcome::Panicked(told.message)
        }
    }
}

fn foresee(step: Step, model: &mut Model) -> Outcome {
    match step {
        Step::Wake(arm) => Outcome::Woken(model.wake(arm)),
        Step::Next | Step::NextWithAnotherWaker => model.next(),
        Step::Set(arm) => model.set(arm),
        Step::Stop(arm) => model.stop(arm),
        Step::Drive(handler) => {
            model.events.push(Polled("h"));
            let outcome = match handler {
                Handler::Pending => model.keep(),
                Handler::Ready => Outcome::Done,
                Handler::Panics => Outcome::Panicked("h panics in its poll".to_owned()),
            };
            model.events.push(Dropped("h"));
            outcome
        }
    }
}
