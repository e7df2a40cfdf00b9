//! What can be done to a semaphore, in sequences by chance, held against a plain model: how many permits
//! there are, and a list of those who wait. Every future and every permit may be dropped at any time.

use core::future::Future;
use core::pin::Pin;
use core::task::Poll;

use longhand::semaphore::{Closed, Permit, Semaphore, TryAcquireError};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::probe::Probe;
use crate::support::signals::Acquiring;
use crate::support::spelling::both_spellings;

const SEQUENCES: u32 = 1_000;

both_spellings!(whatever_happens_each_permit_is_somewhere_once_and_in_order);

fn whatever_happens_each_permit_is_somewhere_once_and_in_order<S: Acquiring>() {
    let config = Config {
        cases: SEQUENCES,
        failure_persistence: None,
        ..Config::default()
    };
    let steps = prop::collection::vec(step(), 0..60);
    let played = TestRunner::new(config).run(&(0..4usize, steps), |(permits, steps)| {
        play::<S>(permits, &steps);
        Ok(())
    });
    played.unwrap_or_else(|failure| panic!("{failure}"));
}

#[derive(Clone, Copy, Debug)]
enum Step {
    TryAcquire(usize),
    /// A future that is polled once.
    Acquire(usize),
    /// One of the futures that were pending is polled again, or dropped.
    Poll(usize),
    Drop(usize),
    /// One of the permits is given back, or forgotten.
    Release(usize),
    Forget(usize),
    Add(usize),
    Close,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..4usize).prop_map(Step::TryAcquire),
        12 => (0..4usize).prop_map(Step::Acquire),
        6 => any::<usize>().prop_map(Step::Poll),
        6 => any::<usize>().prop_map(Step::Drop),
        8 => any::<usize>().prop_map(Step::Release),
        1 => any::<usize>().prop_map(Step::Forget),
        4 => (0..4usize).prop_map(Step::Add),
        1 => Just(Step::Close),
    ]
}

/// How it stands with a future that was pending.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Waiting,
    Served,
    Refused,
}

/// What is known of a semaphore.
struct Model {
    available: usize,
    is_closed: bool,
    /// Those who have begun to wait: how many they want, and how it stands with them.
    waiting: Vec<(usize, Fate)>,
}

impl Model {
    fn enter(&mut self, wanted: usize) -> Fate {
        let is_line = self.waiting.iter().any(|it| it.1 == Fate::Waiting);
        if self.is_closed {
            return Fate::Refused;
        }
        if self.available < wanted || (is_line && wanted > 0) {
            return Fate::Waiting;
        }
        self.available -= wanted;
        Fate::Served
    }

    /// Permits have come free, or the first of the line has left.
    fn serve(&mut self) {
        if self.is_closed {
            return;
        }
        for (wanted, fate) in self.waiting.iter_mut().filter(|it| it.1 == Fate::Waiting) {
            let Some(left) = self.available.checked_sub(*wanted) else {
                return;
            };
            (self.available, *fate) = (left, Fate::Served);
        }
    }

    fn come_free(&mut self, permits: usize) {
        self.available += permits;
        self.serve();
    }

    fn close(&mut self) {
        self.is_closed = true;
        for (_, fate) in self.waiting.iter_mut().filter(|it| it.1 == Fate::Waiting) {
            *fate = Fate::Refused;
        }
    }
}

type Answer<'a> = Result<Permit<'a>, Closed>;
type Waiting<'a> = Probe<Pin<Box<dyn Future<Output = Answer<'a>> + 'a>>>;

struct World<'a> {
    model: Model,
    semaphore: &'a Semaphore,
    waiting: Vec<Waiting<'a>>,
    permits: Vec<Permit<'a>>,
}

fn play<S: Acquiring>(permits: usize, steps: &[Step]) {
    let semaphore = Semaphore::new(permits);
    let mut world = World {
        model: Model {
            available: permits,
            is_closed: false,
            waiting: Vec::new(),
        },
        semaphore: &semaphore,
        waiting: Vec::new(),
        permits: Vec::new(),
    };
    for step in steps {
        world.take::<S>(*step);
        assert_eq!(
            semaphore.available_permits(),
            world.model.available,
            "{step:?}"
        );
        for (probe, (_, fate)) in world.waiting.iter().zip(&world.model.waiting) {
            assert_eq!(
                probe.wakes(),
                usize::from(*fate != Fate::Waiting),
                "{step:?}"
            );
        }
    }
    let served = world.model.waiting.iter().filter(|it| it.1 == Fate::Served);
    let out = world.permits.iter().map(Permit::permits).sum::<usize>();
    let all = world.model.available + out + served.map(|it| it.0).sum::<usize>();
    drop(world);
    assert_eq!(semaphore.available_permits(), all, "all have come back");
}

impl<'a> World<'a> {
    fn take<S: Acquiring>(&mut self, step: Step) {
        match step {
            Step::TryAcquire(wanted) => {
                let expected = match self.model.enter(wanted) {
                    Fate::Served => Ok(wanted),
                    Fate::Refused => Err(TryAcquireError::Closed),
                    Fate::Waiting => Err(TryAcquireError::NoPermits),
                };
                let acquired = self.semaphore.try_acquire_many(wanted);
                assert_eq!(
                    acquired.as_ref().map(Permit::permits),
                    expected.as_ref().copied()
                );
                self.permits.extend(acquired);
            }
            Step::Acquire(wanted) => {
                let fate = self.model.enter(wanted);
                let semaphore = self.semaphore;
                let acquire = async move { S::acquire_many(semaphore, wanted).await };
                let mut probe: Waiting<'a> = Probe::new(Box::pin(acquire));
                match probe.poll() {
                    Poll::Pending => {
                        assert_eq!(fate, Fate::Waiting);
                        self.waiting.push(probe);
                        self.model.waiting.push((wanted, fate));
                    }
                    Poll::Ready(answer) => self.answered(answer, wanted, fate),
                }
            }
            Step::Poll(which) if !self.waiting.is_empty() => {
                let which = which % self.waiting.len();
                let (wanted, fate) = self.model.waiting[which];
                match self.waiting[which].poll() {
                    Poll::Pending => assert_eq!(fate, Fate::Waiting),
                    Poll::Ready(answer) => {
                        drop(self.waiting.remove(which));
                        self.model.waiting.remove(which);
                        self.answered(answer, wanted, fate);
                    }
                }
            }
            Step::Drop(which) if !self.waiting.is_empty() => {
                let which = which % self.waiting.len();
                drop(self.waiting.remove(which));
                match self.model.waiting.remove(which) {
                    (wanted, Fate::Served) => self.model.come_free(wanted),
                    (_, Fate::Waiting) => self.model.serve(),
                    (_, Fate::Refused) => {}
                }
            }
            Step::Release(which) if !self.permits.is_empty() => {
                let permit = self.permits.remove(which % self.permits.len());
                let permits = permit.permits();
                drop(permit);
                self.model.come_free(permits);
            }
            Step::Forget(which) if !self.permits.is_empty() => {
                self.permits.remove(which % self.permits.len()).forget();
            }
            Step::Poll(_) | Step::Drop(_) | Step::Release(_) | Step::Forget(_) => {}
            Step::Add(permits) => {
                self.semaphore.add_permits(permits);
                self.model.come_free(permits);
            }
            Step::Close => {
                self.semaphore.close();
                self.model.close();
            }
        }
    }

    fn answered(&mut self, answer: Answer<'a>, wanted: usize, fate: Fate) {
        match answer {
            Ok(permit) => {
                assert_eq!((permit.permits(), Fate::Served), (wanted, fate));
                self.permits.push(permit);
            }
            Err(Closed) => assert_eq!(fate, Fate::Refused),
        }
    }
}
