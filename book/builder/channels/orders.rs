//! `{{#table channel-orders}}`: what becomes of a letter in every order of the steps of its two ends, by
//! draft.

use std::cell::Cell;
use std::sync::{Arc, Mutex};

use super::{Shared, block_on, deaf, sound, torn};
use crate::threads::stage::{self, Actor, Played, every_order, play};

/// In how many orders a letter is received, lost, or never asked for again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// It is received.
    pub received: usize,
    /// The receiver is ready, and has none.
    pub lost: usize,
    /// The receiver sleeps for ever.
    pub asleep: usize,
}

const LETTER: &str = "hello";

/// What the receiver has, once it is ready.
type Answer = Arc<Mutex<Option<Option<&'static str>>>>;

/// A sender and a receiver of a draft, and where the receiver's answer will be.
macro_rules! ends {
    ($draft:ident) => {{
        let shared = Arc::new(Shared::default());
        let (receiver, answer) = ($draft::Receiver(shared.clone()), Answer::default());
        let to = answer.clone();
        let actors: Vec<Actor<'static>> = vec![
            ("sender", Box::new(move || $draft::send(&shared, LETTER))),
            (
                "receiver",
                Box::new(move || {
                    let received = block_on(receiver);
                    *to.lock().expect("nobody panics") = Some(received);
                }),
            ),
        ];
        (answer, actors)
    }};
}

fn tried(begin: impl Fn() -> (Answer, Vec<Actor<'static>>)) -> Outcomes {
    let outcomes = Cell::new(Outcomes::default());
    every_order(begin, |answer, played| {
        let mut so_far = outcomes.get();
        let answer = *answer.lock().expect("nobody panics");
        *match answer {
            Some(Some(_)) => &mut so_far.received,
            Some(None) => &mut so_far.lost,
            None => &mut so_far.asleep,
        } += 1;
        assert_eq!(played.is_over, answer.is_some());
        outcomes.set(so_far);
    });
    outcomes.get()
}

/// Each draft: its name and what becomes of its letters.
pub fn drafts() -> [(&'static str, Outcomes); 3] {
    [
        ("1: the news first", tried(|| ends!(torn))),
        ("2: the look first", tried(|| ends!(deaf))),
        ("3: neither", tried(|| ends!(sound))),
    ]
}

/// A row for each draft.
pub fn table() -> String {
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n| draft | orders | received | lost | asleep for ever |\n\
         |---|--:|--:|--:|--:|\n",
    );
    for (draft, outcomes) in drafts() {
        let Outcomes {
            received,
            lost,
            asleep,
        } = outcomes;
        let all = received + lost + asleep;
        table.push_str(&format!(
            "| {draft} | {all} | {received} | {lost} | {asleep} |\n"
        ));
    }
    table + "\n</div>"
}

fn told(answer: &Answer, played: &Played) -> String {
    let log = stage::log(played);
    match *answer.lock().expect("nobody panics") {
        Some(answer) => format!("{log}the receiver has {answer:?}"),
        None => log,
    }
}

/// Draft 1, when the receiver looks between the news and the value.
pub fn run_torn() -> String {
    let (answer, actors) = ends!(torn);
    let order = ["sender", "receiver", "receiver", "receiver", "sender"];
    let played = play(actors, &order);
    told(&answer, &played)
}

/// Draft 2, when the sender sends between the look and the waker.
pub fn run_deaf() -> String {
    let (answer, actors) = ends!(deaf);
    let order = ["receiver", "sender", "sender", "sender", "receiver"];
    let played = play(actors, &order);
    told(&answer, &played)
}
