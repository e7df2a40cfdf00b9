//! Draft 1: a method that has the answer, or does not have it yet.

use std::cell::Cell;

/// Something that will have an answer.
pub trait Future {
    /// The answer.
    type Output;

    /// The answer, or `None` if it is not there yet.
    fn poll(&mut self) -> Option<Self::Output>;
}

/// Runs a future to its end, and says how often it had to ask.
pub fn block_on<F: Future>(mut future: F) -> (F::Output, u64) {
    let mut polls = 0;
    loop {
        polls += 1;
        if let Some(answer) = future.poll() {
            return (answer, polls);
        }
    }
}

/// Ready when its clock shows `end`.
pub struct Timer<'a> {
    clock: &'a Clock,
    end: u64,
}

impl Future for Timer<'_> {
    type Output = ();

    fn poll(&mut self) -> Option<()> {
        (self.clock.look() >= self.end).then_some(())
    }
}

/// A clock in microseconds. A look at it takes one, so that a run is the same each time.
#[derive(Default)]
pub struct Clock {
    now: Cell<u64>,
}

impl Clock {
    fn look(&self) -> u64 {
        let now = self.now.get();
        self.now.set(now + 1);
        now
    }
}

/// Waits for ten milliseconds.
pub fn run() -> String {
    let clock = Clock::default();
    let timer = Timer {
        clock: &clock,
        end: 10_000,
    };
    let ((), polls) = block_on(timer);
    format!(
        "polls:             {polls}\nfor nothing:       {}",
        polls - 1
    )
}
