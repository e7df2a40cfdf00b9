//! Before any trait: things that can be asked without waiting, each in its own words.

use std::cell::Cell;
use std::io;
use std::net::TcpListener;
use std::sync::{Mutex, mpsc};
use std::thread;

/// A letterbox.
#[derive(Default)]
pub struct Letterbox {
    letter: Cell<Option<&'static str>>,
}

impl Letterbox {
    /// The letter, if there is one.
    pub fn try_take(&self) -> Option<&'static str> {
        self.letter.take()
    }
}

/// An alarm clock. It shows microseconds, and each look at it takes one; at ten thousand it rings.
#[derive(Default)]
pub struct Alarm {
    now: Cell<u64>,
}

impl Alarm {
    /// Whether it rings.
    pub fn is_ringing(&self) -> bool {
        self.now.set(self.now.get() + 1);
        self.now.get() >= 10_000
    }
}

/// What came first.
#[derive(Debug, PartialEq, Eq)]
pub enum First {
    Letter(&'static str),
    Alarm,
}

/// Waits for a letter or the alarm, and counts how often it has asked in vain.
pub fn wait_for_either(letterbox: &Letterbox, alarm: &Alarm) -> (First, u64) {
    let mut in_vain = 0;
    loop {
        if let Some(letter) = letterbox.try_take() {
            return (First::Letter(letter), in_vain);
        }
        if alarm.is_ringing() {
            return (First::Alarm, in_vain);
        }
        in_vain += 2;
    }
}

/// The same two, asked once. It is one more thing with a method of its own.
pub struct Either<'a> {
    letterbox: &'a Letterbox,
    alarm: &'a Alarm,
}

impl Either<'_> {
    /// What came first, if anything has.
    pub fn try_first(&self) -> Option<First> {
        let letter = self.letterbox.try_take().map(First::Letter);
        letter.or_else(|| self.alarm.is_ringing().then_some(First::Alarm))
    }
}

/// Nobody writes.
pub fn run() -> String {
    let (letterbox, alarm) = (Letterbox::default(), Alarm::default());
    let (first, in_vain) = wait_for_either(&letterbox, &alarm);
    format!("came first:    {first:?}\nasked in vain: {in_vain}")
}

/// How things of the standard library say that it is too early. Each line is a run.
pub fn table() -> String {
    let rows = [
        ("mpsc::Receiver::try_recv", empty_channel()),
        ("Mutex::try_lock", locked()),
        ("TcpListener::accept, nonblocking", nobody_calls()),
        ("JoinHandle::is_finished", still_running()),
    ];
    let lines = rows
        .iter()
        .map(|(method, words)| format!("| `{method}` | {words} |\n"));
    format!("| asked | says |\n|---|---|\n{}", lines.collect::<String>())
}

fn empty_channel() -> String {
    let (sender, receiver) = mpsc::channel::<u8>();
    let says = format!("`{:?}`", receiver.try_recv());
    drop(sender);
    says
}

fn locked() -> String {
    let mutex = Mutex::new(0);
    let held = mutex.lock();
    let says = match mutex.try_lock() {
        Ok(_) => "`Ok(_)`".to_owned(),
        Err(error) => format!("`Err({error:?})`"),
    };
    drop(held);
    says
}

fn nobody_calls() -> String {
    let accept = || -> io::Result<()> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        listener.set_nonblocking(true)?;
        listener.accept().map(drop)
    };
    format!("`{:?}`", accept().map_err(|error| error.kind()))
}

fn still_running() -> String {
    let (leave, left) = mpsc::channel::<()>();
    let thread = thread::spawn(move || left.recv().is_err());
    let says = format!("`{}`", thread.is_finished());
    drop(leave);
    let hung_up = thread.join();
    assert!(hung_up.is_ok_and(|hung_up| hung_up), "the thread has ended");
    says
}
