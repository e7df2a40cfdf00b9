//! A waker may be called on any thread, and so must be what it calls.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Wake, Waker};

struct Bell(Rc<Cell<bool>>);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.set(true);
    }
}

fn main() {
    let waker = Waker::from(Arc::new(Bell(Rc::default())));
    longhand::block_on(async { waker.wake() });
}
