//! Every life of a task: how often it waits and how it ends, what becomes of its handle and when, when
//! its executor ends, and who wakes it, from which thread. Beside it goes a model of a few lines, which
//! says how often the future must have been polled, and what is alive, after each step.

use core::cell::{Cell, RefCell};
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::rc::Rc;
use std::thread;

use longhand::{LocalExecutor, Task};

use crate::support::actor::Actor;
use crate::support::panics::catch;
use crate::support::runtime::{Runtime, spawn};
use crate::support::spelling::both_spellings;

both_spellings!(every_life_is_as_its_model_says);

/// How a future ends, when it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Answers,
    Panics,
    /// It answers, but its drop panics.
    PanicsInDrop,
}

/// What becomes of a handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Awaited,
    Dropped,
    Detached,
    Cancelled,
    CancelledAndDropped,
}

/// How a task is woken.
#[derive(Clone, Copy, Debug)]
enum Wake {
    ByReference,
    ByValue,
    Thrice,
    /// By reference, on another thread.
    FromAfar,
    /// Thrice, each on another thread, where its last waker ends.
    ThriceFromAfar,
}

#[derive(Clone, Copy, Debug)]
struct Life {
    waits: usize,
    end: End,
    fate: Fate,
    /// In which step the handle meets its fate, and the executor ends.
    fate_in: usize,
    ends_in: usize,
    wake: Wake,
}

const STEPS: usize = 4;

fn lives() -> impl Iterator<Item = Life> {
    let ends = [End::Answers, End::Panics, End::PanicsInDrop];
    let fates = [
        Fate::Awaited,
        Fate::Dropped,
        Fate::Detached,
        Fate::Cancelled,
        Fate::CancelledAndDropped,
    ];
    let wakes = [
        Wake::ByReference,
        Wake::ByValue,
        Wake::Thrice,
        Wake::FromAfar,
        Wake::ThriceFromAfar,
    ];
    let numbers = [4, ends.len(), fates.len(), STEPS, STEPS + 1, wakes.len()];
    (0..numbers.iter().product()).map(move |mut number| {
        let [waits, end, fate, fate_in, ends_in, wake] = numbers.map(|of| {
            let digit = number % of;
            number /= of;
            digit
        });
        Life {
            waits,
            end: ends[end],
            fate: fates[fate],
            fate_in,
            ends_in,
            wake: wakes[wake],
        }
    })
}

/// What is written down of a task.
#[derive(Default)]
struct Record {
    polls: Cell<usize>,
    futures: Cell<usize>,
    answers: Cell<usize>,
    waker: RefCell<Option<Waker>>,
}

/// Alive: it counts in one of the cells.
struct Alive(Rc<Record>, fn(&Record) -> &Cell<usize>);

impl Alive {
    fn new(record: &Rc<Record>, cell: fn(&Record) -> &Cell<usize>) -> Self {
        cell(record).set(cell(record).get() + 1);
        Alive(record.clone(), cell)
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        let cell = (self.1)(&self.0);
        cell.set(cell.get() - 1);
    }
}

/// A future that lives a life.
struct Living {
    life: Life,
    record: Rc<Record>,
    _alive: Alive,
}

impl Future for Living {
    type Output = Alive;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Alive> {
        let polls = self.record.polls.get() + 1;
        self.record.polls.set(polls);
        // Lent or kept, it knows the one it gave before.
        let kept = self.record.waker.take();
        let known = kept.as_ref().is_none_or(|kept| kept.will_wake(cx.waker()));
        assert!(known, "it is polled with another waker");
        self.record.waker.replace(Some(cx.waker().clone()));
        if polls <= self.life.waits {
            return Poll::Pending;
        }
        assert_ne!(self.life.end, End::Panics, "so it ends");
        Poll::Ready(Alive::new(&self.record, |record| &record.answers))
    }
}

impl Drop for Living {
    fn drop(&mut self) {
        assert!(self.life.end != End::PanicsInDrop, "so it ends");
    }
}

impl Wake {
    fn wake(self, waker: &Waker) {
        match self {
            Wake::ByReference => waker.wake_by_ref(),
            Wake::ByValue => Waker::wake(waker.clone()),
            Wake::Thrice => (0..3).for_each(|_| Waker::wake(waker.clone())),
            Wake::FromAfar => thread::scope(|scope| {
                scope.spawn(|| waker.wake_by_ref());
            }),
            Wake::ThriceFromAfar => (0..3).for_each(|_| {
                let waker = waker.clone();
                thread::spawn(move || waker.wake())
                    .join()
                    .expect("it wakes");
            }),
        }
    }
}

/// What must become of a task.
struct Model {
    life: Life,
    polls: usize,
    is_alive: bool,
    is_woken: bool,
    is_cancelled: bool,
    is_held: bool,
    outcome: Outcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    None,
    Answer,
    Panic,
}

impl Model {
    fn of(life: Life) -> Self {
        Model {
            life,
            polls: 0,
            is_alive: true,
            is_woken: true,
            is_cancelled: false,
            is_held: true,
            outcome: Outcome::None,
        }
    }

    fn wake(&mut self) {
        self.is_woken |= self.polls > 0;
    }

    fn meet(&mut self) {
        if !matches!(self.life.fate, Fate::Awaited | Fate::Detached) && self.is_alive {
            (self.is_cancelled, self.is_woken) = (true, true);
        }
        if !matches!(self.life.fate, Fate::Awaited | Fate::Cancelled) {
            self.is_held = false;
        }
    }

    fn run(&mut self) {
        if !self.is_alive || !self.is_woken {
            return;
        }
        self.is_woken = false;
        if !self.is_cancelled {
            self.polls += 1;
            if self.polls <= self.life.waits {
                return;
            }
        }
        self.is_alive = false;
        self.outcome = match self.life.end {
            End::Answers if self.is_cancelled => Outcome::None,
            End::Answers => Outcome::Answer,
            End::Panics if self.is_cancelled => Outcome::None,
            End::Panics | End::PanicsInDrop => Outcome::Panic,
        };
    }

    /// The answers that wait to be taken.
    fn answers(&self) -> usize {
        usize::from(self.is_held && self.outcome == Outcome::Answer)
    }
}

/// A handle that has not met its fate, or waits all the same.
enum Handle {
    Task(Task<Alive>),
    Cancel(longhand::task::Cancel<Alive>),
    Gone,
}

impl Handle {
    fn meet(self, fate: Fate) -> Self {
        match (self, fate) {
            (Handle::Task(task), Fate::Awaited) => return Handle::Task(task),
            (Handle::Task(task), Fate::Cancelled) => return Handle::Cancel(task.cancel()),
            (Handle::Task(task), Fate::Dropped) => drop(task),
            (Handle::Task(task), Fate::Detached) => task.detach(),
            (Handle::Task(task), Fate::CancelledAndDropped) => drop(task.cancel()),
            _ => unreachable!("a handle meets its fate once"),
        }
        Handle::Gone
    }

    /// Whether it has learned what the model says.
    fn learns(self, actor: &Actor, model: &Model) -> bool {
        let awaited = match self {
            Handle::Gone => return true,
            Handle::Cancel(cancel) => catch(|| actor.poll(cancel)),
            Handle::Task(task) => catch(|| actor.poll(task.into_result())).map(|polled| {
                polled.map(|result| match result {
                    Ok(answer) => Some(answer),
                    Err(panic) => std::panic::resume_unwind(panic),
                })
            }),
        };
        match awaited {
            Ok(Poll::Pending) => model.is_alive,
            Ok(Poll::Ready(Some(_))) => model.outcome == Outcome::Answer,
            Ok(Poll::Ready(None)) => !model.is_alive && model.outcome == Outcome::None,
            Err(panic) if panic.message.contains("executor was dropped") => {
                !model.is_alive && model.outcome == Outcome::None
            }
            Err(_) => model.outcome == Outcome::Panic,
        }
    }
}

fn every_life_is_as_its_model_says<S: Runtime>() {
    let mut count = 0;
    for life in lives() {
        live::<S>(life);
        count += 1;
    }
    assert_eq!(count, 6_000);
}

fn live<S: Runtime>(life: Life) {
    let (record, actor, mut model) = (Rc::new(Record::default()), Actor::new(), Model::of(life));
    let mut executor = Some(LocalExecutor::new());
    let living = Living {
        life,
        record: record.clone(),
        _alive: Alive::new(&record, |record| &record.futures),
    };
    let mut handle = Handle::Task(spawn::<S, _>(executor.as_ref().unwrap(), living));
    let agrees = |model: &Model, step| {
        let seen = [&record.polls, &record.futures, &record.answers].map(Cell::get);
        let told = [model.polls, usize::from(model.is_alive), model.answers()];
        assert_eq!(seen, told, "{life:?}, in step {step}");
    };
    for step in 0..STEPS {
        if life.fate_in == step {
            handle = handle.meet(life.fate);
            model.meet();
        }
        if life.ends_in == step {
            // A drop that panics then is the executor's to tell.
            let ended = catch(|| drop(executor.take()));
            assert_eq!(
                ended.is_err(),
                model.is_alive && life.end == End::PanicsInDrop
            );
            model.is_alive = false;
        }
        agrees(&model, step);
        if let Some(executor) = &executor {
            assert_eq!(catch(|| executor.run_until_stalled()), Ok(()));
            model.run();
            agrees(&model, step);
        }
        let waker = record.waker.take();
        if let Some(waker) = &waker {
            life.wake.wake(waker);
            model.wake();
        }
        record.waker.replace(waker);
    }
    assert!(
        catch(|| handle.learns(&actor, &model)).unwrap_or(model.outcome == Outcome::Panic),
        "{life:?}"
    );
    drop(catch(|| drop(executor)));
    // A waker may be the last to go, on another thread.
    let waker = record.waker.take();
    thread::spawn(|| drop(waker)).join().expect("it drops");
    assert_eq!(
        (record.futures.get(), record.answers.get()),
        (0, 0),
        "{life:?}"
    );
    assert_eq!(
        (actor.kept(), Rc::strong_count(&record)),
        (0, 1),
        "{life:?}"
    );
}
