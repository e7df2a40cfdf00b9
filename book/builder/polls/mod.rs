//! The chapter "poll": things that have their answers later, each with its own way of being asked,
//! and programs that wait for two of them. Each program runs in a [`World`], which goes the same
//! way each time.

pub mod costs;
pub mod of_std;
pub mod programs;
pub mod settled;
pub mod things;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// What is called when something has happened.
pub type Callback = Box<dyn FnOnce()>;

/// What goes on outside of a program, in microseconds. A call takes one, and whatever happens
/// meanwhile has happened when it returns.
#[derive(Default)]
pub struct World {
    now: Cell<u64>,
    questions: Cell<u64>,
    sleeps: Cell<u64>,
    plan: RefCell<VecDeque<(u64, Callback)>>,
    tells_calls: Cell<bool>,
    log: RefCell<String>,
}

impl World {
    /// Has something happen at a time.
    pub fn plan(&self, at: u64, what: impl FnOnce() + 'static) {
        let mut plan = self.plan.borrow_mut();
        let place = plan.partition_point(|&(other, _)| other <= at);
        plan.insert(place, (at, Box::new(what)));
    }

    /// A call: one microsecond passes.
    pub fn call(&self, name: &str) {
        self.now.set(self.now.get() + 1);
        while self.next().is_some_and(|next| next <= self.now.get()) {
            self.happen();
        }
        if self.tells_calls.get() {
            self.say(name);
        }
    }

    /// A call that asks something.
    pub fn question(&self, name: &str) {
        self.questions.set(self.questions.get() + 1);
        self.call(name);
    }

    /// Writes a line for each call from now on.
    pub fn tell_calls(&self) {
        self.tells_calls.set(true);
    }

    /// Stops the processor until the next thing happens; `false` if nothing will.
    pub fn sleep(&self) -> bool {
        self.sleep_until(u64::MAX)
    }

    /// The same, or until a time has come.
    pub fn sleep_until(&self, end: u64) -> bool {
        self.sleeps.set(self.sleeps.get() + 1);
        match self.next().filter(|&next| next <= end) {
            Some(next) => {
                self.now.set(next.max(self.now.get()));
                self.happen();
                true
            }
            None if end < u64::MAX => {
                self.now.set(end);
                true
            }
            None => {
                self.say("asleep for ever");
                false
            }
        }
    }

    /// What the clock shows.
    pub fn now(&self) -> u64 {
        self.now.get()
    }

    /// How often something was asked, and how often the processor has stopped.
    pub fn counts(&self) -> (u64, u64) {
        (self.questions.get(), self.sleeps.get())
    }

    /// Writes a line, with the time.
    pub fn say(&self, what: &str) {
        let now = self.now.get();
        let time = match now >= 1_000 {
            true => format!("{} ms", now / 1_000),
            false => format!("{now} µs"),
        };
        self.log.borrow_mut().push_str(&format!("{time}: {what}\n"));
    }

    /// All that was written.
    pub fn log(&self) -> String {
        self.log.borrow().clone()
    }

    fn next(&self) -> Option<u64> {
        self.plan.borrow().front().map(|&(at, _)| at)
    }

    fn happen(&self) {
        // The plan is not borrowed while it happens: whoever is called may plan more.
        let next = self.plan.borrow_mut().pop_front();
        if let Some((_, what)) = next {
            what();
        }
    }
}
