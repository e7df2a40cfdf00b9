//! Every sequence of what can be done to a channel, held against a model of six flags.
//!
//! After the last step the ends that are left are dropped, in either order. No value is lost or
//! dropped twice, no waker stays behind, and whoever waits is woken once.

use core::task::Poll;

use longhand::channel::Memory;
use longhand::channel::oneshot::{Closed, Receiver, Sender, Slot, TryRecvError, oneshot};

use crate::support::actor::{Actor, Deed};
use crate::support::channel::Channel;
use crate::support::script::Answer;
use crate::support::spelling::both_spellings;
use crate::support::stage::Stage;

/// No sequence is longer, but for the drops at its end.
const STEPS: usize = 6;

both_spellings!(every_sequence_goes_as_the_model_says);

fn every_sequence_goes_as_the_model_says<S: Channel>() {
    let (mut sequences, mut slot) = (0, Slot::new());
    every_sequence(Model::default(), &mut Vec::new(), &mut |steps| {
        for last in [Step::DropSender, Step::DropReceiver] {
            perform::<S, _>(oneshot(), steps, last);
            perform::<S, _>(slot.split(), steps, last);
            assert!(slot.try_split().is_some(), "{steps:?} {last:?}");
            sequences += 1;
        }
    });
    println!("{sequences} sequences");
    assert!(sequences > 30_000, "the net has holes");
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Send,
    PollClosed,
    DropSender,
    Poll,
    TryRecv,
    Close,
    DropReceiver,
}

const ALL: [Step; 7] = [
    Step::Send,
    Step::PollClosed,
    Step::DropSender,
    Step::Poll,
    Step::TryRecv,
    Step::Close,
    Step::DropReceiver,
];

fn every_sequence(model: Model, steps: &mut Vec<Step>, visit: &mut impl FnMut(&[Step])) {
    visit(steps);
    if steps.len() == STEPS {
        return;
    }
    for step in ALL.into_iter().filter(|&step| model.allows(step)) {
        let mut after = model;
        after.take(step);
        steps.push(step);
        every_sequence(after, steps, visit);
        steps.pop();
    }
}

/// What a step gives back.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Nothing,
    Pending,
    Closed,
    Value,
    Empty,
}

/// What is known of a channel.
#[derive(Clone, Copy, Debug, Default)]
struct Model {
    sender_left: bool,
    receiver_left: bool,
    /// A value lies in the channel.
    holds_value: bool,
    /// The receiver takes no value that was not sent by now.
    is_closed: bool,
    /// Each end has said `Pending` and not been woken since.
    sender_waits: bool,
    receiver_waits: bool,
}

impl Model {
    fn allows(&self, step: Step) -> bool {
        match step {
            Step::Send | Step::PollClosed | Step::DropSender => !self.sender_left,
            Step::Poll | Step::TryRecv | Step::Close | Step::DropReceiver => !self.receiver_left,
        }
    }

    /// Does what the step does, and says what comes of it.
    fn take(&mut self, step: Step) -> Outcome {
        match step {
            Step::Send if self.is_closed => {
                self.sender_leaves();
                Outcome::Value
            }
            Step::Send => {
                self.holds_value = true;
                self.sender_leaves();
                Outcome::Nothing
            }
            Step::PollClosed if self.is_closed => Outcome::Closed,
            Step::PollClosed => {
                self.sender_waits = true;
                Outcome::Pending
            }
            Step::DropSender => {
                self.sender_leaves();
                Outcome::Nothing
            }
            Step::Poll | Step::TryRecv if self.holds_value => {
                self.holds_value = false;
                self.close();
                Outcome::Value
            }
            Step::Poll | Step::TryRecv if self.is_closed || self.sender_left => {
                self.close();
                Outcome::Closed
            }
            Step::Poll => {
                self.receiver_waits = true;
                Outcome::Pending
            }
            Step::TryRecv => Outcome::Empty,
            Step::Close => {
                self.close();
                Outcome::Nothing
            }
            Step::DropReceiver => {
                self.close();
                self.receiver_left = true;
                self.holds_value = false;
                Outcome::Nothing
            }
        }
    }

    fn sender_leaves(&mut self) {
        self.sender_left = true;
        self.sender_waits = false;
        self.receiver_waits = false; // woken, if it did
    }

    fn close(&mut self) {
        self.is_closed = true;
        self.sender_waits = false; // woken, if it did
        self.receiver_waits = false;
    }
}

/// Both ends, as long as they are there.
struct Ends<M: Memory<Answer>> {
    sender: Option<Sender<Answer, M>>,
    receiver: Option<Receiver<Answer, M>>,
    sending: Actor,
    receiving: Actor,
    stage: Stage,
}

fn perform<S: Channel, M: Memory<Answer>>(
    (sender, receiver): (Sender<Answer, M>, Receiver<Answer, M>),
    steps: &[Step],
    last: Step,
) {
    let mut model = Model::default();
    let mut ends = Ends {
        sender: Some(sender),
        receiver: Some(receiver),
        sending: Actor::new(),
        receiving: Actor::new(),
        stage: Stage::new(),
    };
    let leaving = [last, Step::DropSender, Step::DropReceiver];
    for &step in steps.iter().chain(&leaving) {
        if !model.allows(step) {
            continue;
        }
        let before = model;
        let (sender_wakes, receiver_wakes) = ends.wakes();
        let outcome = ends.take::<S>(step);
        assert_eq!(outcome, model.take(step), "{steps:?} {last:?}: {step:?}");
        // Who waited and waits no more was woken, unless the step was its own; nobody else was.
        let is_senders = matches!(step, Step::Send | Step::PollClosed | Step::DropSender);
        let sender_woken = before.sender_waits && !model.sender_waits && !is_senders;
        let receiver_woken = before.receiver_waits && !model.receiver_waits && is_senders;
        let woken = (
            sender_wakes + usize::from(sender_woken),
            receiver_wakes + usize::from(receiver_woken),
        );
        assert_eq!(ends.wakes(), woken, "{steps:?} {last:?}: {step:?}");
        let values = isize::from(model.holds_value);
        assert_eq!(ends.stage.present(), values, "{steps:?} {last:?}: {step:?}");
    }
    let kept = (ends.sending.kept(), ends.receiving.kept());
    assert_eq!(kept, (0, 0), "{steps:?} {last:?}");
}

impl<M: Memory<Answer>> Ends<M> {
    /// How often the sender was woken, and the receiver.
    fn wakes(&self) -> (usize, usize) {
        (
            self.sending.times(Deed::Wake),
            self.receiving.times(Deed::Wake),
        )
    }

    fn take<S: Channel>(&mut self, step: Step) -> Outcome {
        match (step, &mut self.sender, &mut self.receiver) {
            (Step::Send, sender, _) => {
                let value = Answer::new(&self.stage, "value");
                match sender.take().map(|sender| sender.send(value)) {
                    Some(Err(_)) => Outcome::Value,
                    _ => Outcome::Nothing,
                }
            }
            (Step::PollClosed, Some(sender), _) => match self.sending.poll(S::closed(sender)) {
                Poll::Ready(()) => Outcome::Closed,
                Poll::Pending => Outcome::Pending,
            },
            (Step::DropSender, sender, _) => {
                *sender = None;
                Outcome::Nothing
            }
            (Step::Poll, _, Some(receiver)) => match self.receiving.poll(S::recv(receiver)) {
                Poll::Ready(Ok(_)) => Outcome::Value,
                Poll::Ready(Err(Closed)) => Outcome::Closed,
                Poll::Pending => Outcome::Pending,
            },
            (Step::TryRecv, _, Some(receiver)) => match receiver.try_recv() {
                Ok(_) => Outcome::Value,
                Err(TryRecvError::Closed) => Outcome::Closed,
                Err(TryRecvError::Empty) => Outcome::Empty,
            },
            (Step::Close, _, Some(receiver)) => {
                receiver.close();
                Outcome::Nothing
            }
            (Step::DropReceiver, _, receiver) => {
                *receiver = None;
                Outcome::Nothing
            }
            (step, _, _) => unreachable!("{step:?} by an end that has left"),
        }
    }
}
