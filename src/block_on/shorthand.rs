//! [`block_on`], with a waker by `Wake`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use alloc::sync::Arc;
use core::future::{Future, IntoFuture};
use core::pin::pin;
use core::task::{Context, Poll, Waker};

use crate::driver::{Driven, Driver, PATIENCE};
use crate::park::Sleeper;
use crate::signal::Signal;
use crate::thread::ThreadId;

/// Runs `future` on this thread until it is ready: [`longhand::block_on`](crate::block_on()) with a
/// waker that the standard library makes.
pub fn block_on<F: IntoFuture>(future: F) -> F::Output {
    let mut future = pin!(future.into_future());
    let signal = Arc::new(Signal::new(ThreadId::current()));
    let waker = Waker::from(signal.clone());
    let mut cx = Context::from_waker(&waker);
    let driver = Driver::current();
    let _driven = Driven::enter();
    for polls in 1.. {
        if let Poll::Ready(answer) = future.as_mut().poll(&mut cx) {
            return answer;
        }
        if polls % PATIENCE == 0 {
            driver.look();
        }
        if !signal.take() {
            driver.wait(signal.sleeper(Sleeper::current), || signal.is_set());
            signal.take();
        }
    }
    unreachable!("there is always another poll")
}
