//! A waker may be called on any thread, and so must be what it calls.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Wake, Waker};

struct Bell(Arc<AtomicBool>);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn main() {
    let waker = Waker::from(Arc::new(Bell(Arc::default())));
    longhand::block_on(async { waker.wake() });
}
