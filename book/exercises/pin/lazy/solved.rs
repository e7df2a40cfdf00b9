use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project::pin_project;

/// A future that is made when it is polled first, and not before.
pub fn lazy<F: Future, M: FnMut() -> F>(make: M) -> Lazy<F, M> {
    Lazy::Unmade { make }
}

// The future has a place here, and it is pinned with the whole. `repr(u8)`: the tag is in none of
// the bytes that the future may have lent out.
#[pin_project(project = Projection)]
#[repr(u8)]
pub enum Lazy<F, M> {
    Unmade {
        make: M,
    },
    Running {
        #[pin]
        future: F,
    },
}

impl<F: Future, M: FnMut() -> F> Future for Lazy<F, M> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        if let Projection::Unmade { make } = self.as_mut().project() {
            // It has not been polled, so it may still be moved: to where it will stay.
            let future = make();
            self.set(Lazy::Running { future });
        }
        match self.project() {
            Projection::Running { future } => future.poll(cx),
            Projection::Unmade { .. } => unreachable!("it was made a line ago"),
        }
    }
}
