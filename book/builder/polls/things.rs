//! Three things that have their answers later. Each does well what its author had in mind.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::task::Waker;

use super::{Callback, World};

/// A line on which words come in.
pub struct Line {
    world: Rc<World>,
    word: Cell<Option<&'static str>>,
    callback: RefCell<Option<Callback>>,
}

impl Line {
    /// The word that has come, or `None`.
    pub fn try_read(&self) -> Option<&'static str> {
        self.world.question("try_read");
        self.word.take()
    }

    /// Calls `callback` when the next word comes.
    pub fn on_word(&self, callback: Callback) {
        self.world.call("on_word");
        self.callback.replace(Some(callback));
    }
}

/// A query that somebody else works on.
pub struct Query {
    world: Rc<World>,
    answer: Cell<Option<u32>>,
    flag: RefCell<Option<Rc<Cell<bool>>>>,
    waker: RefCell<Option<Waker>>,
}

/// How far a query is.
pub enum Status {
    /// Somebody works on it.
    Running,
    /// It has an answer.
    Done(u32),
}

impl Query {
    /// How far it is.
    pub fn status(&self) -> Status {
        self.world.question("status");
        self.answer.get().map_or(Status::Running, Status::Done)
    }

    /// Sets `flag` when it is done.
    pub fn flag_when_done(&self, flag: &Rc<Cell<bool>>) {
        self.world.call("flag_when_done");
        self.flag.replace(Some(flag.clone()));
    }

    /// Stops the program until it is done.
    pub fn wait(&self) -> u32 {
        loop {
            if let Status::Done(answer) = self.status() {
                return answer;
            }
            self.world.sleep();
        }
    }
}

/// An alarm that is set to a time.
pub struct Alarm {
    world: Rc<World>,
    end: u64,
}

impl Alarm {
    /// Whether its time has come.
    pub fn is_over(&self) -> bool {
        self.world.question("is_over");
        self.world.now() >= self.end
    }

    /// When that is, in microseconds.
    pub fn end(&self) -> u64 {
        self.end
    }
}

impl Line {
    /// A line on which a word comes in at a time.
    pub fn new(world: &Rc<World>, at: u64, word: &'static str) -> Rc<Self> {
        let line = Rc::new(Line {
            world: world.clone(),
            word: Cell::new(None),
            callback: RefCell::new(None),
        });
        world.plan(at, {
            let line = line.clone();
            move || line.deliver(word)
        });
        line
    }

    fn deliver(&self, word: &'static str) {
        self.word.set(Some(word));
        self.world.say(&format!("{word:?} comes in on the line"));
        // It is borrowed no longer: a callback may leave another.
        let callback = self.callback.take();
        if let Some(callback) = callback {
            callback();
        }
    }

    /// What has come in and was not read.
    pub fn unread(&self) -> Option<&'static str> {
        self.word.get()
    }
}

impl Query {
    /// A query that is done at a time.
    pub fn new(world: &Rc<World>, at: u64, answer: u32) -> Rc<Self> {
        let query = Rc::new(Query {
            world: world.clone(),
            answer: Cell::new(None),
            flag: RefCell::new(None),
            waker: RefCell::new(None),
        });
        world.plan(at, {
            let query = query.clone();
            move || query.finish(answer)
        });
        query
    }

    fn finish(&self, answer: u32) {
        self.answer.set(Some(answer));
        self.world.say("the query is done");
        if let Some(flag) = self.flag.take() {
            flag.set(true);
        }
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Calls `waker` when it is done: nobody sleeps until a flag is set.
    pub(super) fn wake_when_done(&self, waker: &Waker) {
        self.world.call("wake_when_done");
        self.waker.replace(Some(waker.clone()));
    }
}

impl Alarm {
    /// An alarm that is set to `end`.
    pub fn new(world: &Rc<World>, end: u64) -> Self {
        Alarm {
            world: world.clone(),
            end,
        }
    }

    /// Calls `waker` when its time has come.
    pub(super) fn wake_when_over(&self, waker: &Waker) {
        let waker = waker.clone();
        self.world.plan(self.end, move || waker.wake());
    }
}
