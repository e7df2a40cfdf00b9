use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use longhand::join;
use longhand::time::{ManualClock, sleep};

/// A future that calculates, and then waits for something that goes on by itself.
#[derive(Clone, Copy)]
pub struct Part {
    pub works: u64,
    pub waits: u64,
}

/// What is predicted is what a real join takes.
pub fn check(milliseconds: impl Fn(&[Part]) -> u64) {
    let part = |works, waits| Part { works, waits };
    let cases = [
        vec![],
        vec![part(3, 4)],
        vec![part(0, 5), part(0, 9), part(0, 2)],
        vec![part(5, 0), part(9, 0), part(2, 0)],
        vec![part(1, 6), part(4, 1)],
        vec![part(4, 1), part(1, 6), part(2, 2)],
    ];
    for parts in cases {
        assert_eq!(milliseconds(&parts), joined(&parts));
    }
}

/// Runs it, by a clock that is turned by whoever works, and when all wait.
fn joined(parts: &[Part]) -> u64 {
    let clock = ManualClock::new();
    let start = clock.now();
    clock.enter(|| {
        let parts = parts.iter().map(|part| async {
            clock.advance(Duration::from_millis(part.works));
            sleep(Duration::from_millis(part.waits)).await;
        });
        let mut all = pin!(join(parts.collect::<Vec<_>>()));
        let mut cx = Context::from_waker(Waker::noop());
        while all.as_mut().poll(&mut cx).is_pending() {
            clock.advance_to_next();
        }
    });
    clock.now().duration_since(start).as_millis() as u64
}
