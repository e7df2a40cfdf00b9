//! Scenes of the chapter "select": the loop that owns its futures.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Poll, Waker};
use std::time::Duration;

use longhand::time::sleep;
use longhand::trace::{Event, Recording, opaque, probe, record};
use longhand::{OneOf2, arms, every, once, select};

use super::select::{Mailbox, Outcome, next_letter};

/// The loop that reads letters, and nothing is dropped because a beat was faster.
pub async fn owning(mailbox: &Mailbox, letters: &RefCell<Vec<&'static str>>) {
    let reading = every(|| next_letter(mailbox));
    let beat = every(|| probe(|| "beat", sleep(Duration::from_millis(2))));
    let mut arms = pin!(arms((reading, beat)));
    for _ in 0..2 {
        if let Some(OneOf2::First(letter)) = arms.as_mut().next().await {
            letters.borrow_mut().push(letter);
        }
    }
}

/// Puts a letter in, and runs [`owning`].
pub fn own() -> Outcome {
    let (mailbox, letters) = (Mailbox::default(), RefCell::default());
    mailbox.put("hello");
    let recording = record(opaque(|| "loop", owning(&mailbox, &letters)));
    Outcome {
        read: letters.take(),
        left: mailbox.left(),
        recording,
    }
}

/// A lock for one thread.
#[derive(Default)]
pub struct Lock {
    is_taken: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

/// The lock is taken as long as this lives.
pub struct Guard<'a>(&'a Lock);

impl Lock {
    /// Waits until it is free, and takes it.
    pub async fn take(&self) -> Guard<'_> {
        poll_fn(|cx| match self.is_taken.replace(true) {
            false => Poll::Ready(Guard(self)),
            true => {
                self.waiting.borrow_mut().push(cx.waker().clone());
                Poll::Pending
            }
        })
        .await
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.0.is_taken.set(false);
        self.0.waiting.take().into_iter().for_each(Waker::wake);
    }
}

/// Takes the lock, and saves something, which takes three milliseconds.
pub async fn save(lock: &Lock) {
    let _guard = lock.take().await;
    sleep(Duration::from_millis(3)).await;
}

/// Takes the lock, and answers a request.
pub async fn answer(lock: &Lock) {
    let _guard = lock.take().await;
}

/// Saves, and answers a request meanwhile. The future that saves lives outside of the loop.
pub async fn waiting(lock: &Lock, done: &RefCell<Vec<&'static str>>) {
    let mut saving = pin!(opaque(|| "save", save(lock)));
    loop {
        let request = probe(|| "request", sleep(Duration::from_millis(1)));
        match select((saving.as_mut(), request)).await {
            OneOf2::First(()) => return done.borrow_mut().push("saved"),
            OneOf2::Second(()) => {
                opaque(|| "answer", answer(lock)).await;
                done.borrow_mut().push("answered");
            }
        }
    }
}

/// The same with arms, and they go on while the request is answered.
pub async fn driving(lock: &Lock, done: &RefCell<Vec<&'static str>>) {
    let saving = once(opaque(|| "save", save(lock)));
    let request = once(probe(|| "request", sleep(Duration::from_millis(1))));
    let mut arms = pin!(arms((saving, request)));
    while let Some(event) = arms.as_mut().next().await {
        match event {
            OneOf2::First(()) => done.borrow_mut().push("saved"),
            OneOf2::Second(()) => {
                let handler = opaque(|| "answer", answer(lock));
                arms.as_mut().drive(handler).await;
                done.borrow_mut().push("answered");
            }
        }
    }
}

/// A letter that is read by an arm.
pub fn owned_letter() -> Recording {
    own().recording
}

/// A handler that waits for who is not polled.
pub fn locked() -> Recording {
    let (lock, done) = (Lock::default(), RefCell::default());
    record(opaque(|| "loop", waiting(&lock, &done)))
}

/// A handler that is driven.
pub fn driven() -> Recording {
    let (lock, done) = (Lock::default(), RefCell::default());
    record(opaque(|| "loop", driving(&lock, &done)))
}

/// What [`waiting`] has done, and whether it has come to its end.
pub fn run_locked() -> String {
    let (lock, done) = (Lock::default(), RefCell::default());
    told(record(waiting(&lock, &done)), &done)
}

/// What [`driving`] has done, and whether it has come to its end.
pub fn run_driven() -> String {
    let (lock, done) = (Lock::default(), RefCell::default());
    told(record(driving(&lock, &done)), &done)
}

fn told(recording: Recording, done: &RefCell<Vec<&'static str>>) -> String {
    let ends = match recording.events.contains(&Event::Hang) {
        true => "waits for ever",
        false => "ends",
    };
    format!("done: {:?}\nthe loop {ends}", done.borrow())
}
