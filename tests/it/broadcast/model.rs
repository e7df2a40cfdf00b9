//! What can be done to a broadcast, in sequences by chance, held against a plain model: for each receiver a
//! list of what it is to get, of which the channel keeps the latest few.

use core::cell::Cell;
use core::task::Poll;
use std::collections::VecDeque;
use std::rc::Rc;

use longhand::channel::broadcast::{Receiver, RecvError, Sender, TryRecvError, broadcast};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::broadcasting::Broadcasting;
use crate::support::probe::Probe;
use crate::support::spelling::both_spellings;

const SEQUENCES: u32 = 1_000;

both_spellings!(whatever_happens_each_receiver_gets_what_is_kept_for_it);

fn whatever_happens_each_receiver_gets_what_is_kept_for_it<S: Broadcasting>() {
    let config = Config {
        cases: SEQUENCES,
        failure_persistence: None,
        ..Config::default()
    };
    let steps = prop::collection::vec(step(), 0..80);
    let played = TestRunner::new(config).run(&(1..5usize, steps), |(capacity, steps)| {
        play::<S>(capacity, &steps);
        Ok(())
    });
    played.unwrap_or_else(|failure| panic!("{failure}"));
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Send,
    Subscribe,
    Leave(usize),
    TryRecv(usize),
    /// A receive that is polled once and dropped.
    Recv(usize),
    DropSender,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => Just(Step::Send),
        2 => Just(Step::Subscribe),
        2 => any::<usize>().prop_map(Step::Leave),
        9 => any::<usize>().prop_map(Step::TryRecv),
        9 => any::<usize>().prop_map(Step::Recv),
        1 => Just(Step::DropSender),
    ]
}

/// A value that is counted while it is there.
#[derive(Debug)]
struct Value(usize, Rc<Cell<usize>>);

impl Value {
    fn new(number: usize, alive: &Rc<Cell<usize>>) -> Self {
        alive.set(alive.get() + 1);
        Value(number, alive.clone())
    }
}

impl Clone for Value {
    fn clone(&self) -> Self {
        Value::new(self.0, &self.1)
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        self.1.set(self.1.get() - 1);
    }
}

/// What a receiver is to get, and how many it has lost before.
#[derive(Default)]
struct Kept {
    values: VecDeque<usize>,
    lost: u64,
}

impl Kept {
    fn push(&mut self, value: usize, capacity: usize) {
        self.values.push_back(value);
        if self.values.len() > capacity {
            self.values.pop_front();
            self.lost += 1;
        }
    }

    fn receive(&mut self, is_closed: bool) -> Result<usize, TryRecvError> {
        if self.lost > 0 {
            return Err(TryRecvError::Lagged(std::mem::take(&mut self.lost)));
        }
        match self.values.pop_front() {
            Some(value) => Ok(value),
            None if is_closed => Err(TryRecvError::Closed),
            None => Err(TryRecvError::Empty),
        }
    }
}

fn play<S: Broadcasting>(capacity: usize, steps: &[Step]) {
    let alive = Rc::new(Cell::new(0));
    let (sender, receiver) = broadcast(capacity);
    let mut sender: Option<Sender<Value>> = Some(sender);
    let mut members: Vec<(Receiver<Value>, Kept)> = vec![(receiver, Kept::default())];
    let mut made = 0;
    for step in steps {
        let which = |which: usize| which.checked_rem(members.len());
        match *step {
            Step::Send => {
                let Some(sender) = &sender else { continue };
                made += 1;
                let is_sent = sender.send(Value::new(made, &alive)).is_ok();
                assert_eq!(is_sent, !members.is_empty());
                for (_, kept) in &mut members {
                    kept.push(made, capacity);
                }
            }
            Step::Subscribe => {
                let receiver = sender.as_ref().map(Sender::subscribe);
                members.extend(receiver.map(|it| (it, Kept::default())));
            }
            Step::Leave(who) => {
                if let Some(who) = which(who) {
                    drop(members.remove(who));
                }
            }
            Step::TryRecv(who) => {
                let Some(who) = which(who) else { continue };
                let (receiver, kept) = &mut members[who];
                let received = receiver.try_recv().map(|value| value.0);
                assert_eq!(received, kept.receive(sender.is_none()), "{steps:?}");
            }
            Step::Recv(who) => {
                let Some(who) = which(who) else { continue };
                let (receiver, kept) = &mut members[who];
                let received = Probe::new(S::recv(receiver)).poll();
                let expected = match kept.receive(sender.is_none()) {
                    Ok(value) => Poll::Ready(Ok(value)),
                    Err(TryRecvError::Lagged(lost)) => Poll::Ready(Err(RecvError::Lagged(lost))),
                    Err(TryRecvError::Closed) => Poll::Ready(Err(RecvError::Closed)),
                    Err(TryRecvError::Empty) => Poll::Pending,
                };
                let received = received.map(|received| received.map(|value| value.0));
                assert_eq!(received, expected, "{steps:?}");
            }
            Step::DropSender => drop(sender.take()),
        }
        // A value is there as long as somebody is to get it.
        let mut values: Vec<_> = members.iter().flat_map(|it| &it.1.values).collect();
        values.sort_unstable();
        values.dedup();
        assert_eq!(alive.get(), values.len(), "{steps:?}");
        for (receiver, kept) in &members {
            assert_eq!(receiver.len(), kept.values.len(), "{steps:?}");
        }
    }
    drop((sender, members));
    assert_eq!(alive.get(), 0, "all is dropped with both ends");
}
