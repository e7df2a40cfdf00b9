//! A thread whose time is ours. It has what a thread of the operating system has: it can be put to
//! sleep and roused, or be parked and unparked.
//!
//! There is one of it. Whatever looks at something that threads share takes a microsecond, in which
//! another thread may do what it was told to, so a wake can be put between any two steps.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::time::Duration;

use crate::recording::{Event, Outside};
use crate::{panics, told};

type Deed = Box<dyn FnOnce()>;

thread_local! {
    static NOW: Cell<u64> = const { Cell::new(0) };
    static ROUSED: Cell<bool> = const { Cell::new(false) };
    static TOKEN: Cell<bool> = const { Cell::new(false) };
    static POLLS: Cell<u64> = const { Cell::new(0) };
    static SLEEPS: Cell<u64> = const { Cell::new(0) };
    static PLAN: RefCell<VecDeque<(u64, Deed)>> = const { RefCell::new(VecDeque::new()) };
    static LOG: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs a program on a thread that nobody has used yet, and gives what it says. It ends with the
/// program, or when it would sleep for ever. The last line has the polls and the sleeps.
pub fn script(program: impl FnOnce()) -> String {
    [&NOW, &POLLS, &SLEEPS]
        .iter()
        .for_each(|count| count.set(0));
    [&ROUSED, &TOKEN].iter().for_each(|flag| flag.set(false));
    PLAN.take();
    LOG.take();
    if let Err(words) = panics::catch(program) {
        assert_eq!(words, FOR_EVER);
        say(FOR_EVER);
    }
    let (polls, sleeps) = (POLLS.get(), SLEEPS.get());
    format!("{}polls: {polls}, sleeps: {sleeps}", LOG.take())
}

const FOR_EVER: &str = "asleep for ever";

/// Has another thread do something at a time.
pub fn plan(at: u64, deed: impl FnOnce() + 'static) {
    PLAN.with_borrow_mut(|plan| {
        let place = plan.partition_point(|&(other, _)| other <= at);
        plan.insert(place, (at, Box::new(deed)));
    });
}

/// A microsecond passes.
pub fn step() {
    NOW.set(NOW.get() + 1);
    while next().is_some_and(|next| next <= NOW.get()) {
        happen();
    }
}

/// Sleeps until it is roused.
pub fn sleep() {
    step();
    ROUSED.set(false);
    sleep_until(|| ROUSED.take());
}

/// Rouses the thread if it sleeps.
pub fn rouse() {
    ROUSED.set(true);
}

/// Sleeps until there is a token, and takes it.
pub fn park() {
    step();
    sleep_until(|| TOKEN.take());
}

/// Leaves a token: the next `park` returns at once. Two are as good as one.
pub fn unpark() {
    TOKEN.set(true);
}

fn sleep_until(ended: impl Fn() -> bool) {
    if ended() {
        return;
    }
    SLEEPS.set(SLEEPS.get() + 1);
    loop {
        let Some(next) = next() else {
            told::say(Event::Hang);
            panic!("{FOR_EVER}");
        };
        let (from, to) = (NOW.get() / 1_000, next.max(NOW.get()) / 1_000);
        if to > from {
            told::sleep(Duration::from_millis(to - from));
        }
        NOW.set(next.max(NOW.get()));
        happen();
        if ended() {
            return;
        }
    }
}

/// A future looks for its answer; how often that has happened.
pub fn polled() -> u64 {
    step();
    POLLS.set(POLLS.get() + 1);
    POLLS.get()
}

/// Writes a line, with the time.
pub fn say(what: &str) {
    let now = NOW.get();
    let time = match now >= 1_000 {
        true => format!("{} ms", now / 1_000),
        false => format!("{now} µs"),
    };
    LOG.with_borrow_mut(|log| log.push_str(&format!("{time}: {what}\n")));
}

fn next() -> Option<u64> {
    PLAN.with_borrow(|plan| plan.front().map(|&(at, _)| at))
}

fn happen() {
    // The plan is not borrowed while it happens: whoever is called may plan more.
    let deed = PLAN.with_borrow_mut(VecDeque::pop_front);
    if let Some((_, deed)) = deed {
        told::by(Outside::Thread, deed);
    }
}
