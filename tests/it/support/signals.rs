//! [`Acquiring`] and [`Listening`]: what is waited for at a semaphore and for an event, in both spellings.

use core::future::Future;

use longhand::event::Event;
use longhand::semaphore::{Closed, Permit, Semaphore};
use longhand::shorthand;

use super::spelling::{AsAsyncFn, ByHand, Spelling};

pub(crate) trait Acquiring: Spelling + 'static {
    fn acquire(semaphore: &Semaphore) -> impl Future<Output = Result<Permit<'_>, Closed>>;

    fn acquire_many(
        semaphore: &Semaphore,
        permits: usize,
    ) -> impl Future<Output = Result<Permit<'_>, Closed>>;
}

impl Acquiring for ByHand {
    fn acquire(semaphore: &Semaphore) -> impl Future<Output = Result<Permit<'_>, Closed>> {
        semaphore.acquire()
    }

    fn acquire_many(
        semaphore: &Semaphore,
        permits: usize,
    ) -> impl Future<Output = Result<Permit<'_>, Closed>> {
        semaphore.acquire_many(permits)
    }
}

impl Acquiring for AsAsyncFn {
    fn acquire(semaphore: &Semaphore) -> impl Future<Output = Result<Permit<'_>, Closed>> {
        shorthand::semaphore::acquire(semaphore)
    }

    fn acquire_many(
        semaphore: &Semaphore,
        permits: usize,
    ) -> impl Future<Output = Result<Permit<'_>, Closed>> {
        shorthand::semaphore::acquire_many(semaphore, permits)
    }
}

pub(crate) trait Listening: Spelling + 'static {
    fn listen(event: &Event) -> impl Future<Output = ()>;
}

impl Listening for ByHand {
    fn listen(event: &Event) -> impl Future<Output = ()> {
        event.listen()
    }
}

impl Listening for AsAsyncFn {
    fn listen(event: &Event) -> impl Future<Output = ()> {
        shorthand::event::listen(event)
    }
}
