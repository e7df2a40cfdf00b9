//! Scenes of the chapter "select".

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Poll, Waker};
use std::time::Duration;

use longhand::time::sleep;
use longhand::trace::{Recording, opaque, probe, record};
use longhand::{OneOf2, Turn, select, shorthand};

/// A slow future and a quick one.
pub fn two_sleeps() -> Recording {
    let slow = probe(|| "slow", sleep(Duration::from_millis(9)));
    let quick = probe(|| "quick", sleep(Duration::from_millis(2)));
    record(probe(|| "select", select((slow, quick))))
}

/// The same with the twin.
pub fn two_sleeps_shorthand() -> Recording {
    let slow = probe(|| "slow", sleep(Duration::from_millis(9)));
    let quick = probe(|| "quick", sleep(Duration::from_millis(2)));
    record(opaque(|| "select", shorthand::select((slow, quick))))
}

/// Three rounds between two futures that are always ready: only one of them is ever polled.
pub fn starved() -> Recording {
    record(opaque(|| "loop", async {
        for _ in 0..3 {
            let left = opaque(|| "left", async {});
            let right = opaque(|| "right", async {});
            select((left, right)).await;
        }
    }))
}

/// The same, in turn.
pub fn turned() -> Recording {
    record(opaque(|| "loop", async {
        let mut turn = Turn::new();
        for _round in 0..3 {
            let left = opaque(|| "left", async {});
            let right = opaque(|| "right", async {});
            select((left, right)).turn(&mut turn).await;
        }
    }))
}

/// A mailbox for one letter.
#[derive(Default)]
pub struct Mailbox {
    letter: Cell<Option<&'static str>>,
    reader: RefCell<Option<Waker>>,
}

impl Mailbox {
    /// Puts a letter in, and wakes whoever waits for one.
    pub fn put(&self, letter: &'static str) {
        self.letter.set(Some(letter));
        if let Some(reader) = self.reader.take() {
            reader.wake();
        }
    }

    /// What is in it, which nobody will read any more.
    pub fn left(&self) -> Option<&'static str> {
        self.letter.take()
    }

    /// Takes the letter out, or waits until there is one.
    pub async fn take(&self) -> &'static str {
        poll_fn(|cx| match self.letter.take() {
            Some(letter) => Poll::Ready(letter),
            None => {
                self.reader.replace(Some(cx.waker().clone()));
                Poll::Pending
            }
        })
        .await
    }
}

/// Takes a letter, and then reads it, which takes a while.
pub async fn read(mailbox: &Mailbox) -> &'static str {
    let letter = mailbox.take().await;
    sleep(Duration::from_millis(3)).await;
    letter
}

/// [`read`], under a name in the recording.
pub fn next_letter(mailbox: &Mailbox) -> impl Future<Output = &'static str> {
    opaque(|| "read", read(mailbox))
}

/// Does something every two milliseconds, and reads letters meanwhile. Each round makes a new
/// future that reads, and drops it unless it wins.
pub async fn losing(mailbox: &Mailbox, letters: &RefCell<Vec<&'static str>>) {
    for _ in 0..2 {
        let beat = probe(|| "beat", sleep(Duration::from_millis(2)));
        if let OneOf2::First(letter) = select((next_letter(mailbox), beat)).await {
            letters.borrow_mut().push(letter);
        }
    }
}

/// The same, but the future that reads lives outside of the loop: a round borrows it.
pub async fn keeping(mailbox: &Mailbox, letters: &RefCell<Vec<&'static str>>) {
    let mut reading = pin!(next_letter(mailbox));
    for _ in 0..2 {
        let beat = probe(|| "beat", sleep(Duration::from_millis(2)));
        if let OneOf2::First(letter) = select((reading.as_mut(), beat)).await {
            letters.borrow_mut().push(letter);
            return;
        }
    }
}

/// How a loop went that had one letter to read.
pub struct Outcome {
    /// What it has read.
    pub read: Vec<&'static str>,
    /// What is still in the mailbox.
    pub left: Option<&'static str>,
    pub(super) recording: Recording,
}

/// Puts a letter in, and runs [`losing`].
pub fn lose() -> Outcome {
    let (mailbox, letters) = (Mailbox::default(), RefCell::default());
    mailbox.put("hello");
    let recording = record(opaque(|| "loop", losing(&mailbox, &letters)));
    Outcome {
        read: letters.take(),
        left: mailbox.left(),
        recording,
    }
}

/// Puts a letter in, and runs [`keeping`].
pub fn keep() -> Outcome {
    let (mailbox, letters) = (Mailbox::default(), RefCell::default());
    mailbox.put("hello");
    let recording = record(opaque(|| "loop", keeping(&mailbox, &letters)));
    Outcome {
        read: letters.take(),
        left: mailbox.left(),
        recording,
    }
}

/// A letter that is taken out of the mailbox and never read.
pub fn lost_letter() -> Recording {
    lose().recording
}

/// The same letter, and it is read.
pub fn kept_letter() -> Recording {
    keep().recording
}
