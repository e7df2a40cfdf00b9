//! [`Event`]: word that something has happened, for one who waits or for all.
//!
//! # Contract
//!
//! - [`Event::listen`] gives a future that does not miss a `notify_all` that comes after it was made, polled
//!   or not. So who makes it first, and looks for what has happened then, does not wait in vain.
//! - For [`Event::notify_one`] a listener counts from its first poll. Where several wait, each for a notice of
//!   its own, poll it [once](fn@crate::poll_once) before the look: two notices that come before that are one.
//! - [`Event::notify_all`] tells all who listen. It keeps nothing for those who come later.
//! - [`Event::notify_one`] tells the first of those who wait. If nobody waits it keeps a notice for who
//!   comes to wait next: one, however often it is called.
//! - Who was told by `notify_one`, and is dropped before it knew, hands that on: to the next, or it is
//!   kept. So a notice reaches one who goes on with it, or is there.
//! - All who wait are called in the order in which they came, one by one; of two threads that do so each
//!   wakes those whom it has called. Who comes to wait meanwhile is not woken for the same.
//! - No waker is cloned, called or dropped under the event's lock: a waker may use the event it was called
//!   by. If a waker panics the others are called, and the event goes on.
//! - Nobody allocates, neither to wait nor to make one, and one may be in a `static`.
//!
//! Two who take from a queue, and are told of one value each:
//!
//! ```
//! # longhand::block_on(async {
//! use longhand::event::Event;
//! use longhand::{join, poll_once};
//! use std::cell::RefCell;
//! use std::collections::VecDeque;
//! use std::pin::pin;
//!
//! let (queue, event) = (RefCell::new(VecDeque::new()), Event::new());
//! let take = || async {
//!     loop {
//!         let mut listen = pin!(event.listen());
//!         let is_told = poll_once(listen.as_mut()).await.is_some();
//!         // If not, it stands in line. Then the look.
//!         if let Some(value) = queue.borrow_mut().pop_front() {
//!             return value;
//!         }
//!         if !is_told {
//!             listen.await;
//!         }
//!     }
//! };
//! let put = async {
//!     for value in [1, 2] {
//!         queue.borrow_mut().push_back(value);
//!         event.notify_one();
//!     }
//! };
//! assert_eq!(join((take(), take(), put)).await, (1, 2, ()));
//! # });
//! ```
//!
//! A notice is kept because a listener has no place in line before it is polled: it may still move, and no
//! memory is fetched for it. So nobody could say which of them `notify_one` has to tell. What `notify_all`
//! has to tell a listener is a number, and both have it.
//!
//! What threads share is behind a [lock](crate::channel::mpsc#the-lock) that spins. So without `std`, or with
//! strict priorities, a handler of interrupts or a task of higher priority on the same core must not use
//! an event that what it interrupts may be using: it would spin for ever.
//!
//! # Cancel safety
//!
//! | future            | is           | dropped while it waits                                           |
//! |-------------------|--------------|------------------------------------------------------------------|
//! | [`Event::listen`] | *loses data* | what `notify_all` has told it; what `notify_one` has is handed on |
//!
//! # Sizes
//!
//! Bytes on a 64-bit machine.
//!
//! |            | longhand | shorthand |
//! |------------|---------:|----------:|
//! | [`Listen`] |       64 |       104 |
//! | [`Event`]  |       40 |           |
//!
//! ```
//! # longhand::block_on(async {
//! use longhand::event::Event;
//! use longhand::join;
//! use std::cell::Cell;
//!
//! let (is_ready, event) = (Cell::new(false), Event::new());
//! let wait = || async {
//!     loop {
//!         let listen = event.listen(); // first, and then the look
//!         if is_ready.get() {
//!             return;
//!         }
//!         listen.await;
//!     }
//! };
//! let make_ready = async {
//!     is_ready.set(true);
//!     event.notify_all();
//! };
//! join((wait(), wait(), make_ready)).await;
//! # });
//! ```

mod longhand;
mod place;
pub(crate) mod shorthand;
mod state;

pub use longhand::Listen;

use core::fmt;

use crate::sync::const_fn;
use state::Shared;

/// Word that something has happened. See the [module](self) for the contract.
pub struct Event {
    shared: Shared,
}

impl Event {
    const_fn! {
        /// An event of which there is no notice.
        pub const fn new() -> Self {
            let shared = Shared::new();
            Event { shared }
        }
    }

    /// Waits for what is told from now on, or for the notice that is kept.
    ///
    /// [*Loses data*](crate#cancel-safety): another one that is made in its place hears what is told from
    /// then on. But what [`notify_one`](Self::notify_one) has told this one is handed on.
    #[inline]
    pub fn listen(&self) -> Listen<'_> {
        Listen::new(&self.shared)
    }

    /// Tells one: the first who waits, or else who comes to wait next.
    ///
    /// ```
    /// # longhand::block_on(async {
    /// use longhand::event::Event;
    /// use longhand::poll_once;
    ///
    /// let event = Event::new();
    /// event.notify_one();
    /// event.notify_one();
    /// assert_eq!(poll_once(event.listen()).await, Some(()));
    /// assert_eq!(poll_once(event.listen()).await, None);
    /// # });
    /// ```
    #[inline]
    pub fn notify_one(&self) {
        self.shared.notify_one();
    }

    /// Tells all who listen: those who wait, and those who have been made to.
    ///
    /// ```
    /// # longhand::block_on(async {
    /// use longhand::event::Event;
    /// use longhand::poll_once;
    ///
    /// let event = Event::new();
    /// let before = event.listen();
    /// event.notify_all();
    /// assert_eq!(poll_once(before).await, Some(()));
    /// assert_eq!(poll_once(event.listen()).await, None);
    /// # });
    /// ```
    #[inline]
    pub fn notify_all(&self) {
        self.shared.notify_all();
    }

    fn shared(&self) -> &Shared {
        &self.shared
    }
}

impl Default for Event {
    fn default() -> Self {
        Event::new()
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let notice = self.shared.with(|state| state.has_notice());
        f.debug_struct("Event").field("notice", &notice).finish()
    }
}
