//! [`Runtime`]: what blocks, sleeps and spawns, in both spellings.

use core::future::{Future, IntoFuture};
use core::pin::Pin;
use core::time::Duration;
use std::time::Instant;

use longhand::time::Interval;
use longhand::{LocalExecutor, Task, shorthand, time};

use super::spelling::{AsAsyncFn, ByHand, Spelling};

pub(crate) trait Runtime: Spelling + 'static {
    fn block_on<F: IntoFuture>(future: F) -> F::Output;

    fn sleep(duration: Duration) -> impl Future<Output = ()> + 'static;

    fn sleep_until(deadline: Instant) -> impl Future<Output = ()> + 'static;

    fn tick(interval: Pin<&mut Interval>) -> impl Future<Output = u64>;

    fn spawn<F>(future: F) -> Task<F::Output>
    where
        F: IntoFuture<IntoFuture: 'static, Output: 'static>;
}

impl Runtime for ByHand {
    fn block_on<F: IntoFuture>(future: F) -> F::Output {
        longhand::block_on(future)
    }

    fn sleep(duration: Duration) -> impl Future<Output = ()> + 'static {
        time::sleep(duration)
    }

    fn sleep_until(deadline: Instant) -> impl Future<Output = ()> + 'static {
        time::sleep_until(deadline)
    }

    fn tick(interval: Pin<&mut Interval>) -> impl Future<Output = u64> {
        interval.tick()
    }

    fn spawn<F>(future: F) -> Task<F::Output>
    where
        F: IntoFuture<IntoFuture: 'static, Output: 'static>,
    {
        longhand::spawn(future)
    }
}

impl Runtime for AsAsyncFn {
    fn block_on<F: IntoFuture>(future: F) -> F::Output {
        shorthand::block_on(future)
    }

    fn sleep(duration: Duration) -> impl Future<Output = ()> + 'static {
        shorthand::sleep(duration)
    }

    fn sleep_until(deadline: Instant) -> impl Future<Output = ()> + 'static {
        shorthand::sleep_until(deadline)
    }

    fn tick(interval: Pin<&mut Interval>) -> impl Future<Output = u64> {
        shorthand::tick(interval)
    }

    fn spawn<F>(future: F) -> Task<F::Output>
    where
        F: IntoFuture<IntoFuture: 'static, Output: 'static>,
    {
        shorthand::spawn(future)
    }
}

/// Spawns from outside: a main future is polled before any task, and this one ends at once.
pub(crate) fn spawn<S: Runtime, F>(executor: &LocalExecutor<'_>, future: F) -> Task<F::Output>
where
    F: IntoFuture<IntoFuture: 'static, Output: 'static>,
{
    let (task,) = executor.run(async { (S::spawn(future),) });
    task
}
