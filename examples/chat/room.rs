//! [`Room`]: who is there, and hears what the others say.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use super::queue::{Line, Queue};

/// The members, by number.
pub(crate) struct Room {
    members: RefCell<BTreeMap<usize, Rc<Queue>>>,
    joined: Cell<usize>,
}

/// One of them. Dropped, it has left.
pub(crate) struct Member {
    room: Rc<Room>,
    number: usize,
    queue: Rc<Queue>,
}

impl Room {
    pub(crate) fn new() -> Rc<Self> {
        Rc::new(Room {
            members: RefCell::default(),
            joined: Cell::new(0),
        })
    }

    /// A new member, with the next number.
    pub(crate) fn join(self: &Rc<Self>) -> Member {
        let number = self.joined.get() + 1;
        self.joined.set(number);
        let queue = Rc::new(Queue::default());
        self.members.borrow_mut().insert(number, queue.clone());
        Member {
            room: self.clone(),
            number,
            queue,
        }
    }
}

impl Member {
    /// What `words` are to the others: who has said them goes before.
    pub(crate) fn line(&self, words: &[u8]) -> Line {
        let mut line = format!("{}: ", self.number).into_bytes();
        line.extend_from_slice(words);
        line.into()
    }

    /// Ready when each of the others has room, and then has the line.
    pub(crate) fn poll_say(&self, cx: &mut Context<'_>, line: &Line) -> Poll<()> {
        let members = self.room.members.borrow();
        let others = || members.iter().filter(|member| *member.0 != self.number);
        for (_, other) in others() {
            ready!(other.poll_room(cx));
        }
        others().for_each(|(_, other)| other.push(line.clone()));
        Poll::Ready(())
    }

    /// What one of the others has said.
    pub(crate) fn poll_hear(&self, cx: &mut Context<'_>) -> Poll<Line> {
        self.queue.poll_pop(cx)
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        self.room.members.borrow_mut().remove(&self.number);
        self.queue.let_speak();
    }
}
