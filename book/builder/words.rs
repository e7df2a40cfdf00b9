//! Each step of a recording as a sentence, in HTML without tags but `code`.

use std::mem;

use crate::recording::{Event, Recording};

/// A sentence for each event, in order.
pub fn all(recording: &Recording) -> Vec<String> {
    let mut teller = Teller {
        recording,
        clock: 0,
        states: vec![None; recording.nodes.len()],
        hangs: false,
    };
    let events = recording.events.iter();
    events.map(|event| teller.tell(event)).collect()
}

/// Whoever tells what happens has to know what has happened.
struct Teller<'a> {
    recording: &'a Recording,
    clock: u64,
    states: Vec<Option<String>>,
    hangs: bool,
}

impl Teller<'_> {
    fn tell(&mut self, event: &Event) -> String {
        match event {
            Event::Poll { node, state } => self.poll(*node, state.as_ref()),
            Event::Polled { node, ready, state } => self.polled(*node, *ready, state.as_ref()),
            // It would sleep for ever still; it is the recording that ends.
            Event::Drop { node } if self.hangs => {
                format!("We end the recording, and drop {}.", self.name(*node))
            }
            Event::Drop { node } => format!("{} is dropped.", self.name(*node)),
            Event::Wake { by, fresh } => self.wake(*by, *fresh),
            Event::Sleep { milliseconds } => {
                self.clock += milliseconds;
                let clock = self.clock;
                format!("Nobody can run. The thread sleeps until the clock shows {clock} ms.")
            }
            Event::Hang => {
                self.hangs = true;
                "Nobody can run, and nobody will call the waker. The thread sleeps for ever.".into()
            }
        }
    }

    fn name(&self, node: usize) -> String {
        format!("<code>{}</code>", escaped(&self.recording.nodes[node].name))
    }

    fn poll(&mut self, node: usize, state: Option<&String>) -> String {
        self.states[node] = state.cloned();
        let parent = self.recording.nodes[node].parent;
        let poller = parent.map_or("The executor".into(), |parent| self.name(parent));
        let name = self.name(node);
        match state {
            Some(state) => {
                let state = escaped(state);
                format!("{poller} polls {name}, which is <code>{state}</code>.")
            }
            None => format!("{poller} polls {name}."),
        }
    }

    fn polled(&mut self, node: usize, ready: bool, state: Option<&String>) -> String {
        let before = mem::replace(&mut self.states[node], state.cloned());
        let answer = if ready { "Ready" } else { "Pending" };
        let returns = format!("{} returns <code>{answer}</code>", self.name(node));
        match state {
            Some(state) if before.as_ref() == Some(state) => {
                format!("{returns}, and is as it was.")
            }
            Some(state) => format!("{returns}, and is now <code>{}</code>.", escaped(state)),
            None => format!("{returns}."),
        }
    }

    fn wake(&self, by: Option<usize>, fresh: bool) -> String {
        let who = match by {
            Some(node) => self.name(node),
            // Only a drop comes after it.
            None if self.hangs => "Whoever is being dropped".into(),
            None => "The clock".into(),
        };
        match fresh {
            true => format!("{who} calls the waker: the root may be polled again."),
            false => format!("{who} calls the waker, which had been called already."),
        }
    }
}

/// Text that is safe in HTML, in an attribute as well.
pub fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}
