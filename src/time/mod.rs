//! [`sleep`]: a future that is ready when its time has come.
//!
//! # Contract
//!
//! - A sleep counts from its first poll, like the `async fn` it stands for, and is never early. A sleep
//!   of no time is ready at once; one that would end past the end of the clock never is.
//! - Sleeps with the same deadline end in the order in which they were first polled.
//! - Dropping it takes its timer out of the queue.
//! - The clock is monotonic. In tests it is a [`ManualClock`], which stands still until it is turned.
//! - **Polled after `Ready`** it panics, "`Sleep` polled after completion".
//!
//! # Who turns the clock
//!
//! A sleep belongs to the thread of its first poll. Its timers are fired by [`block_on`](crate::block_on())
//! and [`LocalExecutor::run`](crate::executor::LocalExecutor::run) on that thread, or by a
//! [`ManualClock`] that it has [entered](ManualClock::enter). Polled where there is neither (inside
//! another runtime, say) it panics at once and says so, for nobody would ever wake it. There, give
//! [`timeout`](crate::timeout()) that runtime's own timer.
//!
//! # Cancel safety
//!
//! [*Loses place*](crate#cancel-safety): a sleep that is made anew counts anew. It holds nothing but
//! its deadline; await `&mut` to it and it goes on.

mod clock;
mod longhand;
mod queue;
pub(crate) mod shorthand;

pub use clock::ManualClock;
pub use longhand::{Sleep, sleep};
pub(crate) use queue::Timers;

use alloc::rc::Rc;

use crate::driver::Driver;

/// The timers that a sleep polled here and now belongs to.
#[track_caller]
fn timers() -> Rc<Timers> {
    clock::entered()
        .or_else(Driver::timers)
        .expect(NOBODY_TURNS)
}

const NOBODY_TURNS: &str = "`Sleep` polled where no clock is turned: it needs \
     `longhand::block_on`, `LocalExecutor::run` or `ManualClock::enter` on this thread";
