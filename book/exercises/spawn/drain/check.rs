use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

#[derive(Default)]
struct Mark(AtomicBool);

impl Wake for Mark {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The `come`, `leave`, `stop` and `poll_end` of a server's connections.
pub type Four<C> = (
    fn(&C) -> bool,
    fn(&C),
    fn(&C),
    fn(&C, &mut Context<'_>) -> Poll<()>,
);

/// A server that is stopped while two are there, and one that is stopped when it is empty.
pub fn check<C>(connections: fn() -> C, (come, leave, stop, poll_end): Four<C>) {
    let mark = Arc::new(Mark::default());
    let waker = Waker::from(mark.clone());
    let is_woken = || mark.0.swap(false, Ordering::Relaxed);
    let has_ended = |server: &C| poll_end(server, &mut Context::from_waker(&waker)).is_ready();

    let server = connections();
    assert!(come(&server) && come(&server));
    assert!(!has_ended(&server));
    stop(&server);
    assert!(!come(&server), "nobody comes in any more");
    assert!(!has_ended(&server));
    leave(&server);
    assert!(!has_ended(&server));
    is_woken();
    leave(&server);
    assert!(is_woken(), "it waits for one who was never in");
    assert!(has_ended(&server));

    let empty = connections();
    assert!(!has_ended(&empty));
    stop(&empty);
    assert!(is_woken(), "it waits for nobody");
    assert!(has_ended(&empty));
}
