//! A select loop that loses messages, and `arms` that lose none.
//!
//! `cargo run --example lost_messages`
//!
//! A message is taken out of a queue, and every second one takes a while to be decoded. A loop reads
//! messages, and does something else at every beat. The naive loop makes the future that reads anew
//! in every round, and drops it when the beat was faster: a message that had been taken out by then
//! is in it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::pin;

use longhand::{OneOf2, arms, block_on, every, select, yield_now};

const MESSAGES: [u8; 6] = [1, 2, 3, 4, 5, 6];

/// What became of [`MESSAGES`].
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// What the loop has read.
    pub(crate) received: Vec<u8>,
    /// How often it has done something else.
    pub(crate) beats: u32,
}

impl Outcome {
    /// How many are in neither the queue nor the loop's hands.
    pub(crate) fn lost(&self) -> usize {
        MESSAGES.len() - self.received.len()
    }
}

/// Takes a message out and decodes it. `None` when there are no more.
async fn read(queue: &RefCell<VecDeque<u8>>) -> Option<u8> {
    let message = queue.borrow_mut().pop_front()?;
    if message % 2 == 0 {
        // Some take a while.
        yield_now().await;
        yield_now().await;
    }
    Some(message)
}

/// The loop as one writes it first.
pub(crate) fn naive() -> Outcome {
    let queue = RefCell::new(VecDeque::from(MESSAGES));
    let mut outcome = Outcome::default();
    block_on(async {
        loop {
            match select((read(&queue), yield_now())).await {
                OneOf2::First(Some(message)) => outcome.received.push(message),
                OneOf2::First(None) => break,
                OneOf2::Second(()) => outcome.beats += 1,
            }
        }
    });
    outcome
}

/// The same, and nothing is dropped because something else was faster.
pub(crate) fn with_arms() -> Outcome {
    let queue = RefCell::new(VecDeque::from(MESSAGES));
    let mut outcome = Outcome::default();
    block_on(async {
        let mut arms = pin!(arms((every(|| read(&queue)), every(yield_now))));
        while let Some(event) = arms.as_mut().next().await {
            match event {
                OneOf2::First(Some(message)) => outcome.received.push(message),
                OneOf2::First(None) => break,
                OneOf2::Second(()) => outcome.beats += 1,
            }
        }
    });
    outcome
}

#[cfg_attr(test, expect(dead_code, reason = "a test calls what this calls"))]
fn main() {
    for (name, outcome) in [("naive loop", naive()), ("arms", with_arms())] {
        let (received, lost, beats) = (&outcome.received, outcome.lost(), outcome.beats);
        println!("{name:<10}  received {received:?}, lost {lost}, beats {beats}");
    }
}
