//! An executor that takes `wake` at its word: its waker polls.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

use longhand::yield_now;

use crate::panics;

/// A future, and whoever polls it has the lock.
pub struct Root {
    future: Mutex<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl Root {
    /// A future that nobody has polled.
    pub fn new(future: impl Future<Output = ()> + Send + 'static) -> Arc<Self> {
        Arc::new(Root {
            future: Mutex::new(Box::pin(future)),
        })
    }

    /// Polls it.
    pub fn poll(self: &Arc<Self>) -> Poll<()> {
        let waker = Waker::from(self.clone());
        // With `lock` it would wait for itself.
        let Ok(mut future) = self.future.try_lock() else {
            panic!("the future is being polled already");
        };
        future.as_mut().poll(&mut Context::from_waker(&waker))
    }
}

impl Wake for Root {
    fn wake(self: Arc<Self>) {
        let _ = self.poll();
    }
}

/// Polls a future that gives way.
pub fn run() -> String {
    let root = Root::new(yield_now());
    match panics::catch(|| root.poll()) {
        Ok(answer) => format!("{answer:?}"),
        Err(words) => format!("panicked: {words}"),
    }
}
