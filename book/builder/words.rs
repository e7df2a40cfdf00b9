//! Each step of a recording as a sentence, in HTML without tags but `code`.

use std::mem;

use crate::recording::{Cast, Event, Outside, Recording};

/// A sentence for each event, in order.
pub fn all(recording: &Recording) -> Vec<String> {
    let mut teller = Teller {
        recording,
        clock: 0,
        states: vec![None; recording.nodes.len()],
        polling: 0,
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
    /// How many polls are under way.
    polling: usize,
    hangs: bool,
}

impl Teller<'_> {
    fn tell(&mut self, event: &Event) -> String {
        if self.recording.cast == Cast::Threads {
            return self.tell_of_threads(event);
        }
        match event {
            Event::Poll { node, state } => self.poll(*node, state.as_ref()),
            Event::Polled { node, ready, state } => self.polled(*node, *ready, state.as_ref()),
            // It would sleep for ever still; it is the recording that ends.
            Event::Drop { node } if self.hangs => {
                format!("We end the recording, and drop {}.", self.name(*node))
            }
            Event::Drop { node } => format!("{} is dropped.", self.name(*node)),
            Event::Does { node, what } => format!("{} {}.", self.name(*node), escaped(what)),
            Event::Spawn { by, node } => {
                let who = by.map_or("Somebody outside".into(), |by| self.name(by));
                let task = self.name(*node);
                format!("{who} spawns {task}, which goes to the end of the run queue.")
            }
            Event::Wake {
                by,
                of,
                outside,
                fresh,
            } => self.wake(*by, *of, *outside, *fresh),
            Event::Sleep { milliseconds } => {
                self.clock += milliseconds;
                let sleeps = format!("The thread sleeps until the clock shows {} ms.", self.clock);
                match self.polling {
                    0 => format!("Nobody can run. {sleeps}"),
                    _ => sleeps, // in the middle of a poll
                }
            }
            Event::Hang => {
                self.hangs = true;
                match self.polling {
                    0 => "Nobody can run, and nobody will call the waker. The thread sleeps for \
                          ever."
                        .into(),
                    _ => "The thread sleeps for ever: nobody will call the waker.".into(),
                }
            }
        }
    }

    /// A turn is not given by a parent, and may be taken away.
    fn tell_of_threads(&self, event: &Event) -> String {
        match event {
            Event::Poll { node, .. } => format!("The processor runs {}.", self.name(*node)),
            Event::Polled { node, ready, .. } => {
                let how = if *ready { "ends" } else { "stops" };
                format!("{} {how}.", self.name(*node))
            }
            Event::Wake { by: None, of, .. } => {
                let whose = of.map_or("the thread".into(), |of| self.name(of));
                format!("The time of {whose} is up: it goes to the end of the run queue.")
            }
            Event::Wake {
                by: Some(by), of, ..
            } => {
                let (who, whom) = (self.name(*by), of.unwrap_or(*by));
                let whom = self.name(whom);
                format!("{who} rouses {whom}, which goes to the end of the run queue.")
            }
            Event::Spawn { node, .. } => {
                let thread = self.name(*node);
                format!("{thread} is started, and goes to the end of the run queue.")
            }
            Event::Does { node, what } => format!("{} {}.", self.name(*node), escaped(what)),
            Event::Drop { node } => format!("{} is gone.", self.name(*node)),
            Event::Sleep { milliseconds } => format!("Nobody can run for {milliseconds} ms."),
            Event::Hang => {
                "Nobody can run, and nobody will rouse anybody. They wait for ever.".into()
            }
        }
    }

    fn name(&self, node: usize) -> String {
        format!("<code>{}</code>", escaped(&self.recording.nodes[node].name))
    }

    fn poll(&mut self, node: usize, state: Option<&String>) -> String {
        self.polling += 1;
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
        self.polling -= 1;
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

    fn wake(&self, by: Option<usize>, of: Option<usize>, from: Outside, fresh: bool) -> String {
        let outside = match from {
            // Only a drop comes after it.
            _ if self.hangs => "Whoever is being dropped",
            Outside::Clock => "The clock",
            Outside::Executor => "The executor",
            Outside::Thread => "Another thread",
            Outside::System => "The operating system",
        };
        let who = by.map_or(outside.into(), |node| self.name(node));
        let whose = of.map(|of| format!("the waker of {}", self.name(of)));
        match (whose, fresh) {
            (None, true) => format!("{who} calls the waker: the root may be polled again."),
            (None, false) => format!("{who} calls the waker, which had been called already."),
            (Some(waker), true) => format!("{who} calls {waker}: it may be polled again."),
            (Some(waker), false) => format!("{who} calls {waker}, which had been called already."),
        }
    }
}

/// Text that is safe in HTML, in an attribute as well.
pub fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}
