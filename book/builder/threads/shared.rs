//! What threads on a [`stage`](super::stage) share: a number, a lock, a channel, a flag. They are those of the
//! standard library, with a turn before each step.

use std::collections::VecDeque;
use std::fmt::Debug;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};

use super::stage;

/// A number that can be read and written by anybody.
#[derive(Debug, Default)]
pub struct Number(AtomicUsize);

impl Number {
    /// What it is.
    pub fn load(&self) -> usize {
        stage::turn();
        let number = self.0.load(Ordering::Relaxed);
        stage::does(&format!("reads {number}"));
        number
    }

    /// It is `number` now.
    pub fn store(&self, number: usize) {
        stage::turn();
        self.0.store(number, Ordering::Relaxed);
        stage::does(&format!("writes {number}"));
    }
}

/// A value that one thread has at a time.
#[derive(Debug)]
pub struct Lock<T> {
    name: &'static str,
    holder: Mutex<Holder>,
    value: Mutex<T>,
}

/// Whether somebody has it, and who waits for it.
#[derive(Debug, Default)]
struct Holder {
    is_held: bool,
    waiting: VecDeque<usize>,
}

impl<T> Lock<T> {
    /// Of a value, with a name to be told by.
    pub fn new(name: &'static str, value: T) -> Self {
        Lock {
            name,
            holder: Mutex::default(),
            value: Mutex::new(value),
        }
    }

    /// The value, until the guard is dropped. Blocks while somebody else has it.
    pub fn lock(&self) -> Guard<'_, T> {
        stage::turn();
        while !self.enter() {
            stage::does(&format!("waits for {}", self.name));
            stage::block();
            stage::turn();
        }
        stage::does(&format!("locks {}", self.name));
        let value = Some(unpoisoned(&self.value));
        Guard { lock: self, value }
    }

    fn enter(&self) -> bool {
        let mut holder = unpoisoned(&self.holder);
        if holder.is_held {
            holder.waiting.push_back(stage::me());
            return false;
        }
        holder.is_held = true;
        true
    }

    fn leave(&self) {
        let next = {
            let mut holder = unpoisoned(&self.holder);
            holder.is_held = false;
            holder.waiting.pop_front()
        };
        stage::does(&format!("unlocks {}", self.name));
        next.into_iter().for_each(stage::rouse);
    }

    /// The value, when nobody is left who has a guard.
    pub fn into_inner(self) -> T {
        self.value
            .into_inner()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// Threads that wait for ever are unwound when the play ends, with what they hold.
fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// The value of a [`Lock`].
#[derive(Debug)]
pub struct Guard<'a, T> {
    lock: &'a Lock<T>,
    /// None when it is dropped.
    value: Option<MutexGuard<'a, T>>,
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().expect("it is held")
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.value.as_mut().expect("it is held")
    }
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        self.value = None;
        if !std::thread::panicking() {
            self.lock.leave();
        }
    }
}

/// Values from many threads to one.
#[derive(Debug)]
pub struct Channel<T> {
    state: Mutex<Passing<T>>,
}

#[derive(Debug)]
struct Passing<T> {
    values: VecDeque<T>,
    receiver: Option<usize>,
}

impl<T: Debug> Channel<T> {
    /// Nothing is in it.
    pub fn new() -> Self {
        Channel {
            state: Mutex::new(Passing {
                values: VecDeque::new(),
                receiver: None,
            }),
        }
    }

    /// Leaves a value, without waiting.
    pub fn send(&self, value: T) {
        stage::turn();
        stage::does(&format!("sends {value:?}"));
        let receiver = {
            let mut state = unpoisoned(&self.state);
            state.values.push_back(value);
            state.receiver.take()
        };
        receiver.into_iter().for_each(stage::rouse);
    }

    /// The value that is next. Blocks until there is one.
    pub fn recv(&self) -> T {
        stage::turn();
        loop {
            let value = {
                let mut state = unpoisoned(&self.state);
                state.receiver = Some(stage::me());
                state.values.pop_front()
            };
            if let Some(value) = value {
                stage::does(&format!("receives {value:?}"));
                return value;
            }
            stage::does("waits for the channel");
            stage::block();
            stage::turn();
        }
    }
}

impl<T: Debug> Default for Channel<T> {
    fn default() -> Self {
        Channel::new()
    }
}

/// Something that is said once.
#[derive(Debug)]
pub struct Flag {
    what: &'static str,
    is_set: AtomicBool,
}

impl Flag {
    /// What it will say.
    pub fn new(what: &'static str) -> Self {
        let is_set = AtomicBool::new(false);
        Flag { what, is_set }
    }

    /// Says it.
    pub fn set(&self) {
        stage::turn();
        self.is_set.store(true, Ordering::Relaxed);
        stage::does(&format!("says that it is {}", self.what));
    }

    /// Whether it was said.
    pub fn is_set(&self) -> bool {
        stage::turn();
        let is_set = self.is_set.load(Ordering::Relaxed);
        let not = if is_set { "" } else { "not " };
        stage::does(&format!("sees that it is {not}{}", self.what));
        is_set
    }
}

/// A place for one thing.
#[derive(Debug)]
pub struct Place<T> {
    name: &'static str,
    value: Mutex<Option<T>>,
}

impl<T> Place<T> {
    /// For what is called so.
    pub fn new(name: &'static str) -> Self {
        let value = Mutex::new(None);
        Place { name, value }
    }

    /// Leaves something there.
    pub fn put(&self, value: T) {
        stage::turn();
        let before = unpoisoned(&self.value).replace(value);
        stage::does(&format!("leaves a {}", self.name));
        drop(before);
    }

    /// Takes what is there.
    pub fn take(&self) -> Option<T> {
        stage::turn();
        let value = unpoisoned(&self.value).take();
        match value {
            Some(_) => stage::does(&format!("takes the {}", self.name)),
            None => stage::does(&format!("finds no {}", self.name)),
        }
        value
    }
}
