//! Each step of a recording as a sentence, in HTML without tags but `code`.

use crate::recording::{Event, Recording};

/// A sentence for each event, in order.
pub fn all(recording: &Recording) -> Vec<String> {
    let mut clock = 0;
    let mut states = vec![None; recording.nodes.len()];
    recording
        .events
        .iter()
        .map(|event| words(recording, event, &mut clock, &mut states))
        .collect()
}

fn words(
    recording: &Recording,
    event: &Event,
    clock: &mut u64,
    states: &mut [Option<String>],
) -> String {
    let name = |node: usize| format!("<code>{}</code>", escaped(&recording.nodes[node].name));
    match event {
        Event::Poll { node, state } => {
            states[*node].clone_from(state);
            let poller = recording.nodes[*node]
                .parent
                .map_or("The executor".to_owned(), name);
            let found = state.as_ref().map_or(String::new(), |state| {
                format!(", which is <code>{}</code>", escaped(state))
            });
            format!("{poller} polls {}{found}.", name(*node))
        }
        Event::Polled { node, ready, state } => {
            let answer = if *ready { "Ready" } else { "Pending" };
            let before = std::mem::replace(&mut states[*node], state.clone());
            let left = match state {
                Some(state) if before.as_ref() == Some(state) => ", and is as it was".to_owned(),
                Some(state) => format!(", and is now <code>{}</code>", escaped(state)),
                None => String::new(),
            };
            format!("{} returns <code>{answer}</code>{left}.", name(*node))
        }
        Event::Drop { node } => format!("{} is dropped.", name(*node)),
        Event::Wake { by, fresh } => {
            let who = by.map_or("The clock".to_owned(), name);
            match fresh {
                true => format!("{who} calls the waker: the root may be polled again."),
                false => format!("{who} calls the waker, which had been called already."),
            }
        }
        Event::Sleep { milliseconds } => {
            *clock += milliseconds;
            format!("Nobody can run. The thread sleeps until the clock shows {clock} ms.")
        }
        Event::Hang => {
            "Nobody can run, and nobody will call the waker. The thread sleeps for ever.".to_owned()
        }
    }
}

/// Text that is safe in HTML, in an attribute as well.
pub fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}
