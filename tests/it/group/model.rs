//! Groups by chance, beside a plain model of what they promise.
//!
//! A schedule is any order of pushes, wakes from outside, polls, clears and changes of the waker; a
//! child waits for some wakes, wakes itself or not, and then answers, or panics in its poll or drop.
//! The model is a list of who has woken. Every poll, output and drop is compared with it.

use core::cell::RefCell;
use core::future::Future;
use core::pin::{Pin, pin};
use core::task::{Context, Poll, Waker};
use std::collections::VecDeque;
use std::rc::Rc;

use longhand::Group;
use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof};
use proptest::test_runner::{RngSeed, TestRunner};

use crate::support::panics::catch;

/// What a child does when it is polled.
#[derive(Clone, Copy, Debug)]
enum Step {
    Waits,
    WakesItself,
    /// It wakes itself, and answers all the same.
    WakesAndAnswers,
    Answers,
    Panics,
    /// It answers, and panics when it is dropped.
    AnswersAndPanics,
}

#[derive(Clone, Debug)]
enum Act {
    Push(Vec<Step>),
    /// Of a child that was pushed, gone or not; the number is taken round.
    Wake(usize),
    /// Lets go of a child's waker.
    Forget(usize),
    Poll,
    Clear,
}

/// What the children have done, and their wakers.
#[derive(Default)]
struct Log {
    polled: Vec<usize>,
    dropped: Vec<usize>,
    wakers: Vec<Option<Waker>>,
}

struct Child {
    number: usize,
    steps: VecDeque<Step>,
    panics_in_drop: bool,
    log: Rc<RefCell<Log>>,
}

impl Future for Child {
    type Output = usize;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<usize> {
        let number = self.number;
        {
            let mut log = self.log.borrow_mut();
            log.polled.push(number);
            log.wakers[number] = Some(cx.waker().clone());
        }
        match self.steps.pop_front() {
            None | Some(Step::Waits) => return Poll::Pending,
            Some(Step::WakesItself) => {
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            Some(Step::WakesAndAnswers) => cx.waker().wake_by_ref(),
            Some(Step::Answers) => {}
            Some(Step::Panics) => panic!("in its poll"),
            Some(Step::AnswersAndPanics) => self.panics_in_drop = true,
        }
        Poll::Ready(number)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.log.borrow_mut().dropped.push(self.number);
        if self.panics_in_drop {
            panic!("in its drop");
        }
    }
}

/// What a poll comes to.
#[derive(Debug, PartialEq)]
enum End {
    Pending,
    Output(usize),
    None,
    Panic,
}

/// The children that are left, and who of them has woken, in order: those that the last poll has left
/// or that were pushed since, and those that have woken since.
#[derive(Default)]
struct Model {
    steps: Vec<Option<VecDeque<Step>>>,
    woken: VecDeque<usize>,
    since: VecDeque<usize>,
}

impl Model {
    fn push(&mut self, steps: Vec<Step>) {
        self.woken.push_back(self.steps.len());
        self.steps.push(Some(steps.into()));
    }

    fn len(&self) -> usize {
        self.steps.iter().flatten().count()
    }

    fn wake(&mut self, number: usize) {
        let has_woken = self.woken.contains(&number) || self.since.contains(&number);
        if self.steps[number].is_some() && !has_woken {
            self.since.push_back(number);
        }
    }

    /// How a poll ends, and whom it polls.
    fn poll(&mut self) -> (End, Vec<usize>) {
        let mut polled = Vec::new();
        if self.len() == 0 {
            return (End::None, polled);
        }
        self.woken.append(&mut self.since);
        while let Some(number) = self.woken.pop_front() {
            polled.push(number);
            let steps = self.steps[number].as_mut().expect("a child that is there");
            match steps.pop_front() {
                None | Some(Step::Waits) => {}
                Some(Step::WakesItself) => self.since.push_back(number),
                Some(Step::Answers | Step::WakesAndAnswers) => {
                    self.steps[number] = None;
                    return (End::Output(number), polled);
                }
                Some(Step::Panics | Step::AnswersAndPanics) => {
                    self.steps[number] = None;
                    return (End::Panic, polled);
                }
            }
        }
        (End::Pending, polled)
    }

    /// Who is left; from now on nobody is.
    fn clear(&mut self) -> Vec<usize> {
        self.woken.clear();
        self.since.clear();
        let left = |(number, steps): (usize, &mut Option<_>)| steps.take().map(|_| number);
        self.steps.iter_mut().enumerate().filter_map(left).collect()
    }
}

fn play(acts: &[Act]) -> [usize; 3] {
    let log = Rc::new(RefCell::new(Log::default()));
    let (mut group, mut model) = (Group::new(), Model::default());
    let mut ends = [0; 3];
    for act in acts {
        let pushed = model.steps.len();
        match act {
            Act::Push(steps) => {
                log.borrow_mut().wakers.push(None);
                group.push(Child {
                    number: pushed,
                    steps: steps.clone().into(),
                    panics_in_drop: false,
                    log: log.clone(),
                });
                model.push(steps.clone());
            }
            Act::Wake(_) | Act::Forget(_) if pushed == 0 => {}
            Act::Wake(number) => {
                let waker = log.borrow().wakers[number % pushed].clone();
                if let Some(waker) = waker {
                    waker.wake();
                    model.wake(number % pushed);
                }
            }
            Act::Forget(number) => log.borrow_mut().wakers[number % pushed] = None,
            Act::Poll => {
                let cx = &mut Context::from_waker(Waker::noop());
                let end = match catch(|| pin!(group.next()).poll(cx)) {
                    Ok(Poll::Pending) => End::Pending,
                    Ok(Poll::Ready(Some(output))) => End::Output(output),
                    Ok(Poll::Ready(None)) => End::None,
                    Err(_) => End::Panic,
                };
                let (expected, polled) = model.poll();
                let mut log = log.borrow_mut();
                assert_eq!((&end, &log.polled), (&expected, &polled));
                match end {
                    End::Output(number) => assert_eq!(log.dropped, [number]),
                    End::Panic => assert_eq!(log.dropped.as_slice(), &polled[polled.len() - 1..]),
                    End::Pending | End::None => assert_eq!(log.dropped, []),
                }
                log.polled.clear();
                log.dropped.clear();
                ends[match end {
                    End::Output(_) => 0,
                    End::Panic => 1,
                    End::Pending | End::None => 2,
                }] += 1;
            }
            Act::Clear => {
                group.clear();
                assert_eq!(log.take_dropped(), model.clear());
            }
        }
        assert_eq!(group.len(), model.len());
    }
    drop(group);
    assert_eq!(log.take_dropped(), model.clear());
    ends
}

trait TakeDropped {
    fn take_dropped(&self) -> Vec<usize>;
}

impl TakeDropped for Rc<RefCell<Log>> {
    fn take_dropped(&self) -> Vec<usize> {
        core::mem::take(&mut self.borrow_mut().dropped)
    }
}

fn act() -> impl Strategy<Value = Act> {
    let step = prop_oneof![
        4 => Just(Step::Waits),
        2 => Just(Step::WakesItself),
        1 => Just(Step::WakesAndAnswers),
        3 => Just(Step::Answers),
        1 => Just(Step::Panics),
        1 => Just(Step::AnswersAndPanics),
    ];
    prop_oneof![
        3 => vec(step, 0..4).prop_map(Act::Push),
        4 => any::<usize>().prop_map(Act::Wake),
        1 => any::<usize>().prop_map(Act::Forget),
        4 => Just(Act::Poll),
        1 => Just(Act::Clear),
    ]
}

#[test]
fn a_group_does_what_a_list_of_who_has_woken_says() {
    let mut config = ProptestConfig {
        // What it finds becomes a test of its own, and not a file of seeds.
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(0);
    }
    let ends = RefCell::new([0; 3]);
    let mut runner = TestRunner::new(config.clone());
    let outcome = runner.run(&vec(act(), 0..60), |acts| {
        let played = play(&acts);
        ends.borrow_mut()
            .iter_mut()
            .zip(played)
            .for_each(|(sum, one)| *sum += one);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    let [outputs, panics, others] = ends.into_inner();
    println!("{outputs} outputs, {panics} panics, {others} others");
    assert!(
        outputs.min(panics).min(others) >= config.cases as usize / 4,
        "the net has holes"
    );
}
