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
        // Only those that are there now: who is queued meanwhile has its turn in the next round.
        let turns = self.queue.borrow().len();
        for mut turn in (0..turns).map_while(|_| self.next()) {
            if turn() {
                self.spawn(turn);
            }
        }
    }

    fn next(&self) -> Option<Turn> {
        self.queue.borrow_mut().pop_front()
    }
}
