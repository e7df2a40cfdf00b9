//! [`arms`]: the select loop without cancelling.
//!
//! A loop over a [`select`](crate::select()) makes its futures anew in every round and drops those
//! that have not won, with whatever they held. Arms live as long as the loop: they are asked for
//! the [`next`](Arms::next) event, and none of them is dropped because another was faster. While an
//! event is handled by [`drive`](Arms::drive) they go on.
//!
//! ```
//! # longhand::block_on(async {
//! use core::pin::pin;
//! use core::time::Duration;
//! use longhand::{OneOf3, arms, channel::oneshot::oneshot, every, once, time::sleep};
//!
//! let milliseconds = Duration::from_millis;
//! let (sender, receiver) = oneshot();
//! let beat = every(|| sleep(milliseconds(1)));
//! let shutdown = once(sleep(milliseconds(10)));
//! let mut arms = pin!(arms((once(receiver), beat, shutdown)));
//! sender.send("a letter").unwrap();
//!
//! let (mut letters, mut beats) = (Vec::new(), 0);
//! while let Some(event) = arms.as_mut().next().await {
//!     match event {
//!         OneOf3::First(letter) => {
//!             // Reading it takes a while, and the others go on.
//!             arms.as_mut().drive(sleep(milliseconds(3))).await;
//!             letters.extend(letter);
//!         }
//!         OneOf3::Second(()) => beats += 1,
//!         OneOf3::Third(()) => break,
//!     }
//! }
//! assert_eq!(letters, ["a letter"]);
//! assert!(beats > 0);
//! # });
//! ```
//!
//! # Contract
//!
//! - **An arm** is a [`Stream`](futures_core::Stream), [`once`]`(future)`, or [`every`]`(|| future)`.
//!   Arms are a tuple of 2 to 12 of any of these, or an array of up to 64 of one type. They are a
//!   stream themselves.
//! - **`next`** asks them once each, from the one on whose turn it is, up to the first that has kept
//!   or now gives something; then it is the turn of the one behind. So no arm starves another,
//!   without randomness. [`set_turn`](Arms::set_turn) lets the caller decide.
//! - **`drive`** polls a handler; while that is pending it asks the arms, and each keeps one result
//!   at most, in its place. An arm that has kept something is not asked again until it was handed
//!   out: what a stream holds from one item to the next it holds until then.
//! - **An arm that has ended** (a stream with `None`, a `once` that has given its answer) is dropped
//!   where it stands, in the same poll, and is off. It can be [`set`](ArmMut::set) again, and
//!   [`stop`](ArmMut::stop) switches off one that has not ended. When all are off the next event is
//!   `None`.
//! - **`every`** makes its first future when it is first asked, and another when it is asked after
//!   the answer of the last was handed out.
//! - **Dropped**, they drop in index order what they hold: a run or a kept result, then the stream
//!   or the closure. If one panics in its drop the rest are dropped still.
//! - **If an arm panics**, in its poll or in its drop in a poll, all are dropped while the panic
//!   passes, and a later poll panics, "`Arms` polled after a child panicked". A handler that panics
//!   is dropped, and the arms live on. `next` and `drive` polled after completion panic.
//! - The caller's waker goes straight to the arms and to the handler: no allocation, no atomic.
//! - Size: the sum of `max(future, its answer)` for each `once` and `every`, with the latter's
//!   closure, and of each stream and an item of it; a byte for the turn, and two bits for each arm;
//!   rounded to the alignment. `next` is a pointer; `drive` is the handler, a pointer and a byte.
//!
//! # Cancel safety
//!
//! `next` is [*lossless*](crate#cancel-safety): what is dropped is a reference. `drive` is
//! [as lossless](crate#cancel-safety) as its handler, which is dropped with it; nothing is lost that
//! the arms have kept.
//!
//! # What others do in a loop
//!
//! |                       | `tokio::select!`       | `futures::select!`     | streams that are merged | `arms`                |
//! |-----------------------|------------------------|------------------------|-------------------------|-----------------------|
//! | a loser               | is dropped; lives on if it was passed as `&mut` | lives on if it was passed by its name; what an expression made is dropped | there is none: streams go on | there is none: arms go on |
//! | a finished arm        | passed as `&mut` it is polled again, unless an `if` shuts it out | says that it is terminated, and is passed over; then `complete` | is passed over; then `None` | is dropped and off, and can be set again; then `None` |
//! | a handler that awaits | the others are not polled | the others are not polled | the others are not polled | `drive`: the others are polled, and keep a result each |
//! | asks of a child       | nothing; `Unpin` of what is passed as `&mut` | `FusedFuture`; `Unpin` of what is passed by its name | that it is a stream, with items of the same type | nothing |
//! | who goes first        | drawn by lot, or the first with `biased;` | drawn by lot, or the first with `select_biased!` | by turns | by turns, which the caller can set |
//!
//! The third row is where programs hang: a future that is not polled keeps the lock it has, and a
//! handler that waits for the lock waits for ever.
//!
//! # The twin
//!
//! An `async fn` cannot be asked for one event after another: it gives one answer, and its children
//! are gone with it. What it can be is the whole loop. [`shorthand::arms`]
//! is given the body as an `async` closure and drives it. So nobody can set an arm, stop it or have
//! another turn in the middle of it, and to drop one round is to drop them all. Its arms, each an
//! `async fn` of its own, hand their results over in cells, so it is never `Send`.

mod drive;
mod every;
pub(crate) mod group;
mod longhand;
mod next;
mod once;
pub(crate) mod shorthand;
mod stream;

pub use drive::Drive;
pub use every::{Every, every};
pub use group::ArmMut;
pub use longhand::Arms;
pub use next::Next;
pub use once::{Once, once};

use core::pin::Pin;
use core::task::{Context, Poll};

use self::group::Group;

/// Puts arms where they are asked, one event after another, and never cancelled.
///
/// Takes a tuple of 2 to 12 arms, or an array of up to 64. See the [module](self) for what can be
/// an arm, and for the contract.
///
/// ```
/// # longhand::block_on(async {
/// use core::pin::pin;
/// use longhand::{OneOf2, arms, every, once, yield_now};
///
/// let mut arms = pin!(arms((every(yield_now), once(async { "done" }))));
/// let mut rounds = 0;
/// while let Some(OneOf2::First(())) = arms.as_mut().next().await {
///     rounds += 1;
/// }
/// assert_eq!(rounds, 0); // It was done when it was first asked, and `yield_now` was not.
/// # });
/// ```
#[inline]
pub fn arms<C: IntoArms>(children: C) -> Arms<C> {
    Arms {
        group: children.into_arms(),
    }
}

/// What can be made [`arms`] of: a tuple of 2 to 12 arms, or an array of up to 64.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made arms of",
    label = "not a tuple of 2 to 12 arms, or an array of them"
)]
pub trait IntoArms {
    /// Whose event it is, and the event.
    type Item;
    /// Where they stand.
    type Group: Group<Item = Self::Item>;

    /// Puts each in its place.
    fn into_arms(self) -> Self::Group;
}

/// What can be an arm: a [`Stream`](futures_core::Stream), [`once`]`(future)`, or
/// [`every`]`(|| future)`.
///
/// An arm consists of a source, which lives as long as it does, and of one run after another, which
/// gives an item each. A stream is all source, and a `once` is all run.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an arm",
    label = "not a stream, a `once` or an `every`",
    note = "a future is an arm as `once(future)`, and one after another as `every(|| future)`"
)]
pub trait Arm {
    /// What it gives.
    type Item;
    /// What lives as long as the arm.
    type Source;
    /// What lives until it has given an item, in the place where that is kept.
    type Run;
    /// Whether there may be another item after one.
    const LASTS: bool;

    /// The source, and the first run if there is one already.
    fn begin(self) -> (Self::Source, Option<Self::Run>);

    /// Starts another run.
    fn start(source: Pin<&mut Self::Source>) -> Self::Run;

    /// Polls a run. `None` is the end of the arm.
    fn poll(
        source: Pin<&mut Self::Source>,
        run: Pin<&mut Self::Run>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>>;
}
