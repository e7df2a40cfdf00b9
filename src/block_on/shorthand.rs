//! [`block_on`], with a waker by `Wake`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use alloc::sync::Arc;
use alloc::task::Wake;
use core::future::{Future, IntoFuture};
use core::pin::pin;
use core::task::{Context, Poll, Waker};

use crate::driver::Driver;
use crate::park::{Parker, Unparker};

/// Runs `future` on this thread until it is ready: [`longhand::block_on`](crate::block_on()) with a
/// waker that the standard library makes.
pub fn block_on<F: IntoFuture>(future: F) -> F::Output {
    let mut future = pin!(future.into_future());
    let parker = Parker::new();
    let waker = Waker::from(parker.unparker().clone());
    let mut cx = Context::from_waker(&waker);
    let driving = Driver::enter();
    loop {
        if let Poll::Ready(answer) = future.as_mut().poll(&mut cx) {
            return answer;
        }
        driving.park(&parker);
    }
}

impl Wake for Unparker {
    fn wake(self: Arc<Self>) {
        self.unpark();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.unpark();
    }
}
