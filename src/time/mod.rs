//! [`sleep`]: a future that is ready when its time has come; [`sleep_until`], when the clock shows a
//! time; [`interval`], time and again.
//!
//! # Contract
//!
//! - A sleep counts from its first poll, like the `async fn` it stands for, and is never early. A sleep
//!   of no time, and one until a time that has passed, is ready at once; one that would end past the
//!   end of the clock, 584 years after its start, never is.
//! - Sleeps with the same deadline end in the order in which they were first polled.
//! - It waits in place: there is no allocation, no lock, and no thread but this one. Dropping it takes
//!   it out of the wheel, which costs the same for any number of sleeps.
//! - Its time has come when the clock is looked at, and so if whoever turns it is not kept from that by
//!   a poll that does not return.
//! - An interval keeps to its grid, the multiples of its period since its first poll. A tick that comes
//!   late counts those that were missed meanwhile, and the next comes with the grid: there is no burst,
//!   and no delay is handed on.
//! - The clock is monotonic. In tests it is a [`ManualClock`], which stands still until it is turned.
//! - **Polled after `Ready`** a sleep panics, "`Sleep` polled after completion".
//! - Size: a sleep has at most 64 bytes. A thread that sleeps, and each clock, has 6 KiB.
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
//! its deadline; await `&mut` to it and it goes on. [`sleep_until`] and an interval's
//! [`tick`](Interval::tick) are [*lossless*](crate#cancel-safety): the deadline, or the grid, is what it
//! was.
//!
//! # How it is made
//!
//! | file          | what                                                       |
//! |---------------|------------------------------------------------------------|
//! | `wheel.rs`    | deadlines, sorted no further than needs be                 |
//! | `timer.rs`    | the timers of a clock, and one of them, with its waker     |
//! | `longhand.rs` | sleeps                                                     |
//! | `interval.rs` | a timer that begins again                                  |
//! | `clock.rs`    | a clock that is turned by hand                             |

mod clock;
mod interval;
mod longhand;
pub(crate) mod shorthand;
mod timer;
mod wheel;

pub use clock::ManualClock;
pub use interval::{Interval, Tick, interval};
pub use longhand::{Sleep, sleep, sleep_until};
pub(crate) use timer::Timers;

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
