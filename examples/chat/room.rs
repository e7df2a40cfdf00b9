//! [`Room`]: who is there, and hears what the others say.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::Future;
use std::rc::Rc;

use longhand::channel::mpsc::{self, Receiver, Sender};

/// What somebody has said.
pub(crate) type Line = Rc<[u8]>;

/// So many lines wait for each to be heard.
const LINES: usize = 16;

/// The members, by number.
pub(crate) struct Room {
    members: RefCell<BTreeMap<usize, Sender<Line>>>,
    joined: Cell<usize>,
}

/// One of them. Dropped, it has left.
pub(crate) struct Member {
    room: Rc<Room>,
    number: usize,
}

impl Room {
    pub(crate) fn new() -> Rc<Self> {
        Rc::new(Room {
            members: RefCell::default(),
            joined: Cell::new(0),
        })
    }

    /// A new member, with the next number, and what it hears.
    pub(crate) fn join(self: &Rc<Self>) -> (Member, Receiver<Line>) {
        let number = self.joined.get() + 1;
        self.joined.set(number);
        let (sender, heard) = mpsc::bounded(LINES);
        self.members.borrow_mut().insert(number, sender);
        let room = self.clone();
        (Member { room, number }, heard)
    }
}

impl Member {
    /// Tells the others, one after the other, and waits for each that has no room.
    pub(crate) fn say(&self, words: &[u8]) -> impl Future<Output = ()> + use<> {
        let mut line = format!("{}: ", self.number).into_bytes();
        line.extend_from_slice(words);
        let (line, others) = (Line::from(line), self.others());
        async move {
            for other in others {
                let _ = other.send(line.clone()).await; // who has left hears nothing
            }
        }
    }

    fn others(&self) -> Vec<Sender<Line>> {
        let members = self.room.members.borrow();
        let others = members.iter().filter(|member| *member.0 != self.number);
        others.map(|(_, sender)| sender.clone()).collect()
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        self.room.members.borrow_mut().remove(&self.number);
    }
}
