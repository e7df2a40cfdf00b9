use std::cell::RefCell;
use std::collections::VecDeque;

/// A task's turn: whether it is to be queued again.
pub type Turn = Box<dyn FnMut() -> bool>;

/// Tasks that can run, first come first served.
#[derive(Default)]
pub struct Tasks {
    queue: RefCell<VecDeque<Turn>>,
}

impl Tasks {
    pub fn spawn(&self, turn: Turn) {
        self.queue.borrow_mut().push_back(turn);
    }

    /// Looks for events from outside until the program is to end, and gives turns meanwhile.
    pub fn run(&self, mut has_ended: impl FnMut() -> bool) {
        while !has_ended() {
            self.round();
        }
    }

    fn round(&self) {
        while let Some(mut turn) = self.next() {
            if turn() {
                self.spawn(turn);
            }
        }
    }

    fn next(&self) -> Option<Turn> {
        self.queue.borrow_mut().pop_front()
    }
}
