//! [`YieldNow`], by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! ```text
//! yield_now() --> Running --1--> Yielding --2--> Finished --> a further poll panics
//! ```
//!
//! | # | state    | does              | next     | returns   |
//! |---|----------|-------------------|----------|-----------|
//! | 1 | Running  | wakes the caller  | Yielding | `Pending` |
//! | 2 | Yielding | nothing           | Finished | `Ready`   |

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::FusedFuture;

/// Gives way to whoever else is runnable, once. See the [module](super) for the contract.
///
/// ```
/// # longhand::block_on(async {
/// for step in 0..1_000_000u32 {
///     if step % 4_096 == 0 {
///         longhand::yield_now().await; // a long calculation lets the others run
///     }
/// }
/// # });
/// ```
#[inline]
pub fn yield_now() -> YieldNow {
    YieldNow {
        state: State::Running,
    }
}

/// The future of [`yield_now`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct YieldNow {
    state: State,
}

#[derive(Debug)]
enum State {
    Running,
    Yielding,
    Finished,
}

impl Future for YieldNow {
    type Output = ();

    #[inline]
    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match self.state {
            State::Running => {
                self.state = State::Yielding; // 1
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            State::Yielding => {
                self.state = State::Finished; // 2
                Poll::Ready(())
            }
            State::Finished => panic!("`YieldNow` polled after completion"),
        }
    }
}

impl FusedFuture for YieldNow {
    fn is_terminated(&self) -> bool {
        matches!(self.state, State::Finished)
    }
}
