//! What can be done to a watch, in sequences by chance, held against a plain model: a list of the values
//! that were ever there, and for each receiver how many of them it has seen.

use core::cell::Cell;
use core::future::Future;
use core::pin::Pin;
use core::task::Poll;
use std::rc::Rc;

use longhand::channel::watch::{Closed, Receiver, Sender, Snapshot, watch};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::probe::Probe;
use crate::support::spelling::both_spellings;
use crate::support::watching::Watching;

const SEQUENCES: u32 = 1_000;

both_spellings!(whatever_happens_each_receiver_has_seen_what_it_has_seen);

fn whatever_happens_each_receiver_has_seen_what_it_has_seen<S: Watching>() {
    let config = Config {
        cases: SEQUENCES,
        failure_persistence: None,
        ..Config::default()
    };
    let steps = prop::collection::vec(step(), 0..60);
    let played = TestRunner::new(config).run(&steps, |steps| {
        play::<S>(&steps);
        Ok(())
    });
    played.unwrap_or_else(|failure| panic!("{failure}"));
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Send,
    Replace,
    /// The value changes, or would have.
    Modify(bool),
    Subscribe,
    /// With each of these: the receiver of that number.
    Clone(usize),
    Leave(usize),
    Look(usize),
    /// It waits for a change, or goes on waiting: one poll.
    Wait(usize),
    /// What waits is dropped.
    Cancel(usize),
    /// A snapshot is kept, and all are dropped.
    Keep,
    Forget,
    DropSender,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => Just(Step::Send),
        2 => Just(Step::Replace),
        2 => any::<bool>().prop_map(Step::Modify),
        3 => Just(Step::Subscribe),
        2 => any::<usize>().prop_map(Step::Clone),
        2 => any::<usize>().prop_map(Step::Leave),
        3 => any::<usize>().prop_map(Step::Look),
        9 => any::<usize>().prop_map(Step::Wait),
        3 => any::<usize>().prop_map(Step::Cancel),
        2 => Just(Step::Keep),
        1 => Just(Step::Forget),
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

/// A receiver, or a future that has it and gives it back.
enum End {
    Idle(Receiver<Value>),
    Waiting(
        Probe<Pin<Box<dyn Future<Output = Changed>>>>,
        Rc<Cell<Option<Receiver<Value>>>>,
    ),
}

type Changed = Result<(), Closed>;

/// It gives the receiver back when it is dropped.
struct Lent(Option<Receiver<Value>>, Rc<Cell<Option<Receiver<Value>>>>);

impl Drop for Lent {
    fn drop(&mut self) {
        self.1.set(self.0.take());
    }
}

struct Member {
    end: Option<End>,
    seen: usize,
    /// How many values there were when it was woken, if it was.
    is_woken: bool,
}

struct World {
    sender: Option<Sender<Value>>,
    members: Vec<Member>,
    /// How many values there were, and the number of the latest.
    version: usize,
    latest: usize,
    made: usize,
    alive: Rc<Cell<usize>>,
    kept: Vec<(Snapshot<Value>, usize)>,
}

fn play<S: Watching>(steps: &[Step]) {
    let alive = Rc::new(Cell::new(0));
    let (sender, receiver) = watch(Value::new(0, &alive));
    let mut world = World {
        sender: Some(sender),
        members: vec![Member::new(receiver, 0)],
        version: 0,
        latest: 0,
        made: 0,
        alive: alive.clone(),
        kept: Vec::new(),
    };
    for step in steps {
        world.take::<S>(*step);
        world.check(*step);
    }
    drop(world);
    assert_eq!(alive.get(), 0, "all is dropped with both ends");
}

impl Member {
    fn new(receiver: Receiver<Value>, seen: usize) -> Self {
        Member {
            end: Some(End::Idle(receiver)),
            seen,
            is_woken: false,
        }
    }
}

impl World {
    fn value(&mut self) -> Value {
        self.made += 1;
        Value::new(self.made, &self.alive)
    }

    /// A value is there, and whoever waits is woken.
    fn replaced(&mut self, number: usize) {
        self.version += 1;
        self.latest = number;
        self.wake();
    }

    fn wake(&mut self) {
        for member in &mut self.members {
            member.is_woken |= matches!(member.end, Some(End::Waiting(..)));
        }
    }

    fn check(&self, step: Step) {
        for member in &self.members {
            match member.end.as_ref().expect("it is there") {
                End::Idle(receiver) => {
                    assert_eq!(receiver.borrow().0, self.latest, "{step:?}");
                    let has_changed = match member.seen < self.version {
                        false if self.sender.is_none() => Err(Closed),
                        has_changed => Ok(has_changed),
                    };
                    assert_eq!(receiver.has_changed(), has_changed, "{step:?}");
                }
                End::Waiting(probe, _) => {
                    assert_eq!(probe.wakes(), usize::from(member.is_woken), "{step:?}");
                }
            }
        }
        if let Some(sender) = &self.sender {
            assert_eq!(sender.receiver_count(), self.members.len());
        }
        let mut values: Vec<_> = self.kept.iter().map(|it| it.1).collect();
        if self.sender.is_some() || !self.members.is_empty() {
            values.push(self.latest);
        }
        values.sort_unstable();
        values.dedup();
        assert_eq!(self.alive.get(), values.len(), "{step:?}");
        assert!(self.kept.iter().all(|(kept, number)| kept.0 == *number));
    }

    fn take<S: Watching>(&mut self, step: Step) {
        let which = |which: usize, members: &[Member]| which.checked_rem(members.len());
        match step {
            Step::Send => {
                let value = self.value();
                let number = value.0;
                let Some(sender) = &self.sender else { return };
                let is_sent = sender.send(value).is_ok();
                assert_eq!(is_sent, !self.members.is_empty());
                if is_sent {
                    self.replaced(number);
                }
            }
            Step::Replace => {
                let value = self.value();
                let number = value.0;
                let Some(sender) = &self.sender else { return };
                assert_eq!(sender.send_replace(value).0, self.latest);
                self.replaced(number);
            }
            Step::Modify(is_modified) => {
                let number = self.made + 1;
                let Some(sender) = &mut self.sender else {
                    return;
                };
                self.made += 1;
                let said = sender.send_if_modified(|value| {
                    value.0 = number;
                    is_modified
                });
                assert_eq!(said, is_modified);
                if is_modified {
                    self.replaced(number);
                }
            }
            Step::Subscribe => {
                let receiver = self.sender.as_ref().map(Sender::subscribe);
                let version = self.version;
                let member = receiver.map(|receiver| Member::new(receiver, version));
                self.members.extend(member);
            }
            Step::DropSender => {
                if self.sender.take().is_some() {
                    self.wake();
                }
            }
            Step::Keep => {
                let snapshot = self.sender.as_ref().map(Sender::borrow);
                self.kept.extend(snapshot.map(|it| (it, self.latest)));
            }
            Step::Forget => self.kept.clear(),
            Step::Clone(of) => {
                let Some(of) = which(of, &self.members) else {
                    return;
                };
                let Member { end, seen, .. } = &self.members[of];
                if let Some(End::Idle(receiver)) = end {
                    let member = Member::new(receiver.clone(), *seen);
                    self.members.push(member);
                }
            }
            Step::Leave(who) => {
                if let Some(who) = which(who, &self.members) {
                    drop(self.members.remove(who));
                }
            }
            Step::Look(who) => {
                let Some(who) = which(who, &self.members) else {
                    return;
                };
                let Member { end, seen, .. } = &mut self.members[who];
                if let Some(End::Idle(receiver)) = end {
                    assert_eq!(receiver.borrow_and_update().0, self.latest);
                    *seen = self.version;
                }
            }
            Step::Wait(who) => {
                if let Some(who) = which(who, &self.members) {
                    self.wait::<S>(who);
                }
            }
            Step::Cancel(who) => {
                let Some(who) = which(who, &self.members) else {
                    return;
                };
                let member = &mut self.members[who];
                member.end = member.end.take().map(|end| match end {
                    End::Waiting(probe, back) => {
                        drop(probe);
                        member.is_woken = false;
                        End::Idle(back.take().expect("it is given back"))
                    }
                    idle => idle,
                });
            }
        }
    }

    fn wait<S: Watching>(&mut self, who: usize) {
        let member = &mut self.members[who];
        let (mut probe, back) = match member.end.take().expect("it is there") {
            End::Waiting(probe, back) => (probe, back),
            End::Idle(receiver) => {
                let back = Rc::new(Cell::new(None));
                let mut lent = Lent(Some(receiver), back.clone());
                let changed = async move {
                    let receiver = lent.0.as_mut().expect("it is lent");
                    S::changed(receiver).await
                };
                (Probe::new(Box::pin(changed) as Pin<Box<_>>), back)
            }
        };
        let expected = match member.seen < self.version {
            true => Poll::Ready(Ok(())),
            false if self.sender.is_none() => Poll::Ready(Err(Closed)),
            false => Poll::Pending,
        };
        let answer = probe.poll();
        assert_eq!(answer, expected);
        member.end = Some(match answer {
            Poll::Pending => End::Waiting(probe, back),
            Poll::Ready(answer) => {
                drop(probe);
                member.is_woken = false;
                member.seen = answer.map_or(member.seen, |()| self.version);
                End::Idle(back.take().expect("it is given back"))
            }
        });
    }
}
