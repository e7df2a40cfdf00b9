//! What can be done to a channel, in sequences by chance, held against a plain model: a `VecDeque` of
//! values and one of those who wait. Every future and every permit may be dropped at any time.

use core::cell::Cell;
use core::future::Future;
use core::pin::Pin;
use core::task::Poll;
use std::collections::VecDeque;
use std::rc::Rc;

use longhand::channel::Memory;
use longhand::channel::mpsc::{Permit, Receiver, Ring, SendError, Sender, TryRecvError, bounded};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::ends::Ends;
use crate::support::probe::Probe;
use crate::support::spelling::both_spellings;

const SEQUENCES: u32 = 1_000;

both_spellings!(whatever_happens_each_value_is_somewhere_once_and_in_order);

fn whatever_happens_each_value_is_somewhere_once_and_in_order<S: Ends>() {
    let config = Config {
        cases: SEQUENCES,
        failure_persistence: None,
        ..Config::default()
    };
    let steps = prop::collection::vec(step(), 0..60);
    let played = TestRunner::new(config).run(&(1..4usize, steps), |(capacity, steps)| {
        play::<S, _>(bounded(capacity), capacity, &steps);
        match capacity {
            1 => play_in_a_ring::<S, 1>(&steps),
            2 => play_in_a_ring::<S, 2>(&steps),
            _ => play_in_a_ring::<S, 3>(&steps),
        }
        Ok(())
    });
    played.unwrap_or_else(|failure| panic!("{failure}"));
}

fn play_in_a_ring<S: Ends, const N: usize>(steps: &[Step]) {
    let mut ring = Ring::<_, N>::new();
    play::<S, _>(ring.split(), N, steps);
    assert!(ring.try_split().is_some(), "all ends are gone");
}

#[derive(Clone, Copy, Debug)]
enum Step {
    TrySend,
    TryReserve,
    /// A future that is polled once.
    Send,
    Reserve,
    /// One of the futures that were pending is polled again, or dropped.
    Poll(usize),
    Drop(usize),
    /// One of the permits is used, or dropped.
    Use(usize),
    Waste(usize),
    TryRecv,
    /// A receive that is polled once and dropped.
    Recv,
    Close,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::TrySend),
        1 => Just(Step::TryReserve),
        6 => Just(Step::Send),
        3 => Just(Step::Reserve),
        4 => any::<usize>().prop_map(Step::Poll),
        4 => any::<usize>().prop_map(Step::Drop),
        3 => any::<usize>().prop_map(Step::Use),
        2 => any::<usize>().prop_map(Step::Waste),
        6 => Just(Step::TryRecv),
        2 => Just(Step::Recv),
        1 => Just(Step::Close),
    ]
}

/// A value that is counted while it is there.
#[derive(Debug)]
struct Value(usize, Rc<Cell<usize>>);

impl Drop for Value {
    fn drop(&mut self) {
        self.1.set(self.1.get() - 1);
    }
}

/// How it stands with a future that was pending.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Waiting,
    Served,
    Refused,
}

/// What is known of a channel.
#[derive(Default)]
struct Model {
    capacity: usize,
    is_closed: bool,
    queue: VecDeque<usize>,
    /// Those who have begun to wait: the values they hold, and how it stands with them.
    waiting: Vec<(Option<usize>, Fate)>,
    /// Permits that are out, or to be fetched.
    permits: usize,
}

impl Model {
    fn has_room(&self) -> bool {
        self.queue.len() + self.permits < self.capacity
    }

    /// What becomes of who comes with a value, or without.
    fn enter(&mut self, value: Option<usize>) -> Fate {
        if self.is_closed {
            return Fate::Refused;
        }
        if !self.has_room() {
            return Fate::Waiting;
        }
        self.serve(value);
        Fate::Served
    }

    fn serve(&mut self, value: Option<usize>) {
        match value {
            Some(value) => self.queue.push_back(value),
            None => self.permits += 1,
        }
    }

    /// Room has come.
    fn serve_next(&mut self) {
        let next = self.waiting.iter().position(|it| it.1 == Fate::Waiting);
        if let Some(next) = next.filter(|_| self.has_room()) {
            self.waiting[next].1 = Fate::Served;
            self.serve(self.waiting[next].0);
        }
    }

    fn receive(&mut self) -> Result<usize, TryRecvError> {
        match self.queue.pop_front() {
            Some(value) => {
                self.serve_next();
                Ok(value)
            }
            None if self.is_closed && self.permits == 0 => Err(TryRecvError::Closed),
            None => Err(TryRecvError::Empty),
        }
    }

    fn close(&mut self) {
        self.is_closed = true;
        for (_, fate) in &mut self.waiting {
            if *fate == Fate::Waiting {
                *fate = Fate::Refused;
            }
        }
    }

    /// Values in the channel, or with those who wait.
    fn values(&self) -> usize {
        let held = |it: &&(Option<usize>, Fate)| it.0.is_some() && it.1 != Fate::Served;
        self.queue.len() + self.waiting.iter().filter(held).count()
    }
}

/// What a future has answered.
enum Answer<'a> {
    Sent(Result<(), SendError<Value>>),
    Reserved(Result<Permit<'a, Value>, SendError<()>>),
}

type Waiting<'a> = Probe<Pin<Box<dyn Future<Output = Answer<'a>> + 'a>>>;

struct World<'a, M: Memory<Value>> {
    model: Model,
    sender: &'a Sender<Value, M>,
    receiver: Receiver<Value, M>,
    waiting: Vec<Waiting<'a>>,
    permits: Vec<Permit<'a, Value>>,
    made: usize,
    alive: Rc<Cell<usize>>,
}

fn play<S: Ends, M: Memory<Value>>(
    (sender, receiver): (Sender<Value, M>, Receiver<Value, M>),
    capacity: usize,
    steps: &[Step],
) {
    let alive = Rc::new(Cell::new(0));
    let mut world = World {
        model: Model {
            capacity,
            ..Model::default()
        },
        sender: &sender,
        receiver,
        waiting: Vec::new(),
        permits: Vec::new(),
        made: 0,
        alive: alive.clone(),
    };
    for step in steps {
        world.take::<S>(*step);
        assert_eq!(alive.get(), world.model.values(), "{step:?}");
        assert_eq!(world.receiver.len(), world.model.queue.len());
        for (probe, (_, fate)) in world.waiting.iter().zip(&world.model.waiting) {
            assert_eq!(
                probe.wakes(),
                usize::from(*fate != Fate::Waiting),
                "{step:?}"
            );
        }
    }
    drop(world);
    assert_eq!(alive.get(), 0, "all is dropped with both ends");
}

impl<'a, M: Memory<Value>> World<'a, M> {
    fn value(&mut self) -> Value {
        self.made += 1;
        self.alive.set(self.alive.get() + 1);
        Value(self.made, self.alive.clone())
    }

    fn take<S: Ends>(&mut self, step: Step) {
        match step {
            Step::TrySend => {
                let value = self.value();
                let would_be = self.model.enter(Some(value.0));
                let sent = self.sender.try_send(value);
                assert_eq!(sent.is_ok(), would_be == Fate::Served);
            }
            Step::TryReserve => {
                let would_be = self.model.enter(None);
                let reserved = self.sender.try_reserve();
                assert_eq!(reserved.is_ok(), would_be == Fate::Served);
                self.permits.extend(reserved);
            }
            Step::Send => {
                let value = self.value();
                let (number, sender) = (value.0, self.sender);
                let send = async move { Answer::Sent(S::send(sender, value).await) };
                self.wait(Some(number), Probe::new(Box::pin(send)));
            }
            Step::Reserve => {
                let sender = self.sender;
                let reserve = async move { Answer::Reserved(S::reserve(sender).await) };
                self.wait(None, Probe::new(Box::pin(reserve)));
            }
            Step::Poll(which) if !self.waiting.is_empty() => {
                let which = which % self.waiting.len();
                let (value, fate) = self.model.waiting[which];
                match self.waiting[which].poll() {
                    Poll::Pending => assert_eq!(fate, Fate::Waiting),
                    Poll::Ready(answer) => {
                        drop(self.waiting.remove(which));
                        self.model.waiting.remove(which);
                        self.answered(answer, value, fate);
                    }
                }
            }
            Step::Drop(which) if !self.waiting.is_empty() => {
                let which = which % self.waiting.len();
                drop(self.waiting.remove(which));
                if self.model.waiting.remove(which) == (None, Fate::Served) {
                    self.model.permits -= 1;
                    self.model.serve_next();
                }
            }
            Step::Use(which) if !self.permits.is_empty() => {
                let value = self.value();
                let permit = self.permits.remove(which % self.permits.len());
                self.model.permits -= 1;
                self.model.queue.push_back(value.0);
                assert!(permit.send(value).is_ok());
            }
            Step::Waste(which) if !self.permits.is_empty() => {
                drop(self.permits.remove(which % self.permits.len()));
                self.model.permits -= 1;
                self.model.serve_next();
            }
            Step::Poll(_) | Step::Drop(_) | Step::Use(_) | Step::Waste(_) => {}
            Step::TryRecv => {
                let received = self.receiver.try_recv().map(|value| value.0);
                assert_eq!(received, self.model.receive());
            }
            Step::Recv => {
                let received = Probe::new(S::recv(&mut self.receiver)).poll();
                let received = received.map(|value| value.map(|value| value.0));
                let expected = match self.model.receive() {
                    Ok(value) => Poll::Ready(Some(value)),
                    Err(TryRecvError::Closed) => Poll::Ready(None),
                    Err(TryRecvError::Empty) => Poll::Pending,
                };
                assert_eq!(received, expected);
            }
            Step::Close => {
                self.receiver.close();
                self.model.close();
            }
        }
    }

    /// The first poll of a future, which may be the last.
    fn wait(&mut self, value: Option<usize>, mut probe: Waiting<'a>) {
        let fate = self.model.enter(value);
        match probe.poll() {
            Poll::Pending => {
                assert_eq!(fate, Fate::Waiting);
                self.waiting.push(probe);
                self.model.waiting.push((value, fate));
            }
            Poll::Ready(answer) => self.answered(answer, value, fate),
        }
    }

    fn answered(&mut self, answer: Answer<'a>, value: Option<usize>, fate: Fate) {
        match answer {
            Answer::Sent(Ok(())) => assert_eq!(fate, Fate::Served),
            Answer::Sent(Err(SendError(back))) => {
                assert_eq!((Some(back.0), fate), (value, Fate::Refused));
            }
            Answer::Reserved(Ok(permit)) => {
                assert_eq!(fate, Fate::Served);
                self.permits.push(permit);
            }
            Answer::Reserved(Err(_)) => assert_eq!(fate, Fate::Refused),
        }
    }
}
