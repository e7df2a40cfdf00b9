//! The child that is moved, and how it is polled for the first time.

use std::future::Future;
use std::hint::black_box;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use crate::counter;

/// A future of `S` bytes, that answers at once.
pub struct Child<const S: usize>([u8; S]);

/// Makes one, in the place that it is returned to.
#[inline(never)]
pub fn child<const S: usize>() -> Child<S> {
    Child([black_box(1); S])
}

impl<const S: usize> Future for Child<S> {
    type Output = ();

    #[inline(never)]
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        counter::stop();
        black_box(&self.0);
        Poll::Ready(())
    }
}

/// Makes a future, pins it where it is and polls it once: what everybody has to do at least.
#[inline(always)]
pub fn begin<F: Future>(make: impl FnOnce() -> F) {
    first_poll(pin!(make()));
}

/// A call, as an executor's: the future has to be in memory then.
#[inline(never)]
fn first_poll<F: Future>(future: Pin<&mut F>) {
    let answer = future.poll(&mut Context::from_waker(Waker::noop()));
    black_box(answer.is_ready());
}
