//! A future that blocks: nobody sees that it waits, and so nobody else is asked.

use std::cell::Cell;

use longhand::join;

use crate::running::{signalled, thread};

/// A place for one letter.
#[derive(Default)]
pub struct Letterbox {
    letter: Cell<Option<&'static str>>,
}

impl Letterbox {
    /// Puts a letter in, and rouses whoever waits for one.
    pub fn put(&self, letter: &'static str) {
        self.letter.set(Some(letter));
        thread::say("the letter is put in");
        thread::unpark();
    }

    /// Stops the thread until there is a letter.
    pub fn take(&self) -> &'static str {
        loop {
            if let Some(letter) = self.letter.take() {
                return letter;
            }
            thread::say("the letterbox is empty");
            thread::park();
        }
    }
}

/// Two at once: one takes a letter, the other puts it in.
pub async fn exchange(letterbox: &Letterbox) -> &'static str {
    let (letter, ()) = join((async { letterbox.take() }, async {
        letterbox.put("hello");
    }))
    .await;
    letter
}

/// [`exchange`], on a thread that nobody else rouses.
pub fn run() -> String {
    let log = thread::script(|| {
        signalled::block_on(exchange(&Letterbox::default()));
    });
    let lines: Vec<&str> = log
        .lines()
        .filter(|line| !line.starts_with("polls"))
        .collect();
    lines.join("\n")
}
