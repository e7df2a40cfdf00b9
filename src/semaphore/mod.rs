//! [`Semaphore`]: permits, of which there are so many, and a line of those who wait for them.
//!
//! # Contract
//!
//! - Who [acquires](Semaphore::acquire) permits has them until the [`Permit`] is dropped. There are never
//!   more out than were [made](Semaphore::new) and [added](Semaphore::add_permits).
//! - First come, first served: nobody goes before those who wait, however few permits they ask for (but
//!   nought), and [`try_acquire`](Semaphore::try_acquire) does not either. Who asks for many waits until
//!   there are so many, and all behind wait with it.
//! - Permits that come free serve as many of the line as there are permits for, and wake no other. Who is
//!   served has its permits before it is woken.
//! - One that waits and is dropped hands its turn on.
//! - [`Semaphore::close`] refuses all that come later, and all that wait. Permits that are out stay what
//!   they are.
//! - No waker is cloned, called or dropped under the semaphore's lock: a waker may use the semaphore it was
//!   called by. If a waker panics the others are called, and the semaphore goes on.
//! - Nobody allocates, neither to wait nor to make one, and one may be in a `static`.
//!
//! A permit borrows its semaphore. So a task that may borrow nothing has the semaphore in a `static`, or in an
//! `Rc` that it owns.
//!
//! What threads share is behind a [lock](crate::channel::mpsc#the-lock) that spins. So without `std`, or with
//! strict priorities, a handler of interrupts or a task of higher priority on the same core must not use
//! a semaphore that what it interrupts may be using: it would spin for ever.
//!
//! # Cancel safety
//!
//! | future                      | is            | dropped while it waits               |
//! |-----------------------------|---------------|--------------------------------------|
//! | [`Semaphore::acquire`]      | *loses place* | its permits are for the next in line |
//! | [`Semaphore::acquire_many`] | *loses place* | its permits are for the next in line |
//!
//! # Sizes
//!
//! Bytes on a 64-bit machine.
//!
//! |               | longhand | shorthand |
//! |---------------|---------:|----------:|
//! | [`Acquire`]   |       64 |       136 |
//! | [`Semaphore`] |       48 |           |
//! | [`Permit`]    |       16 |           |
//!
//! ```
//! # longhand::block_on(async {
//! use longhand::semaphore::Semaphore;
//! use longhand::{join, yield_now};
//! use std::cell::Cell;
//!
//! let (semaphore, inside) = (Semaphore::new(2), Cell::new(0));
//! let visit = || async {
//!     let _permit = semaphore.acquire().await.unwrap();
//!     inside.set(inside.get() + 1);
//!     assert!(inside.get() <= 2);
//!     yield_now().await;
//!     inside.set(inside.get() - 1);
//! };
//! join([visit(), visit(), visit(), visit(), visit()]).await;
//! assert_eq!(semaphore.available_permits(), 2);
//! # });
//! ```

mod longhand;
mod place;
pub(crate) mod shorthand;
mod state;

pub use longhand::Acquire;

use core::error::Error;
use core::fmt;
use core::mem::ManuallyDrop;

use crate::sync::const_fn;
use state::{Entry, Shared};

/// Permits, and who waits for them. See the [module](self) for the contract.
pub struct Semaphore {
    shared: Shared,
}

impl Semaphore {
    const_fn! {
        /// A semaphore with so many permits.
        pub const fn new(permits: usize) -> Self {
            let shared = Shared::new(permits);
            Semaphore { shared }
        }
    }

    /// Waits for a permit.
    ///
    /// [*Loses place*](crate#cancel-safety): dropped while it waits it leaves the line.
    ///
    /// # Errors
    ///
    /// [`Closed`], if it is closed, before or while it waits.
    #[inline]
    pub fn acquire(&self) -> Acquire<'_> {
        Acquire::new(&self.shared, 1)
    }

    /// Waits for so many permits, and gives them as one [`Permit`]. Of nought there are always enough.
    ///
    /// [*Loses place*](crate#cancel-safety): dropped while it waits it leaves the line.
    ///
    /// # Errors
    ///
    /// [`Closed`], if it is closed, before or while it waits.
    #[inline]
    pub fn acquire_many(&self, permits: usize) -> Acquire<'_> {
        Acquire::new(&self.shared, permits)
    }

    /// A permit, if there is one now, and nobody waits.
    ///
    /// # Errors
    ///
    /// [`NoPermits`](TryAcquireError::NoPermits) if there is none, or others wait for it;
    /// [`Closed`](TryAcquireError::Closed) if it is closed.
    ///
    /// ```
    /// use longhand::semaphore::{Semaphore, TryAcquireError};
    ///
    /// let semaphore = Semaphore::new(1);
    /// let permit = semaphore.try_acquire().unwrap();
    /// assert_eq!(semaphore.try_acquire().unwrap_err(), TryAcquireError::NoPermits);
    /// drop(permit);
    /// assert!(semaphore.try_acquire().is_ok());
    /// ```
    #[inline]
    pub fn try_acquire(&self) -> Result<Permit<'_>, TryAcquireError> {
        self.try_acquire_many(1)
    }

    /// So many permits, if there are as many now, and nobody waits.
    ///
    /// # Errors
    ///
    /// As [`try_acquire`](Self::try_acquire).
    #[inline]
    pub fn try_acquire_many(&self, permits: usize) -> Result<Permit<'_>, TryAcquireError> {
        match self.shared.with(|state| state.acquire(permits)) {
            Entry::Served => Ok(Permit::new(&self.shared, permits)),
            Entry::Refused => Err(TryAcquireError::Closed),
            Entry::Short => Err(TryAcquireError::NoPermits),
        }
    }

    /// Adds so many permits to those that there are, and wakes whom they serve.
    ///
    /// # Panics
    ///
    /// If there are more permits then, with those that are out, than `usize` can count.
    #[track_caller]
    pub fn add_permits(&self, permits: usize) {
        if !self.shared.add(permits) {
            panic!("`Semaphore` has more permits than can be counted");
        }
    }

    /// How many permits there are now.
    pub fn available_permits(&self) -> usize {
        self.shared.with(|state| state.available())
    }

    /// Refuses all that come from now on, and all who wait.
    ///
    /// ```
    /// # longhand::block_on(async {
    /// use longhand::semaphore::{Closed, Semaphore};
    ///
    /// let semaphore = Semaphore::new(1);
    /// let permit = semaphore.acquire().await.unwrap();
    /// semaphore.close();
    /// assert_eq!(semaphore.acquire().await.unwrap_err(), Closed);
    /// drop(permit); // as ever
    /// # });
    /// ```
    pub fn close(&self) {
        self.shared.close();
    }

    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        self.shared.with(|state| state.is_closed())
    }

    fn shared(&self) -> &Shared {
        &self.shared
    }
}

impl fmt::Debug for Semaphore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (permits, closed) = self.shared.with(|it| (it.available(), it.is_closed()));
        f.debug_struct("Semaphore")
            .field("permits", &permits)
            .field("closed", &closed)
            .finish()
    }
}

/// One permit or many, which are given back when this is dropped.
#[must_use = "the permits are given back when it is dropped"]
pub struct Permit<'a> {
    shared: &'a Shared,
    permits: usize,
}

impl<'a> Permit<'a> {
    #[inline]
    fn new(shared: &'a Shared, permits: usize) -> Self {
        Permit { shared, permits }
    }

    /// How many permits it is.
    pub fn permits(&self) -> usize {
        self.permits
    }

    /// Takes the permits out for good: the semaphore has fewer from now on.
    pub fn forget(self) {
        let permit = ManuallyDrop::new(self);
        permit.shared.with(|state| state.forget(permit.permits));
    }
}

impl Drop for Permit<'_> {
    #[inline]
    fn drop(&mut self) {
        self.shared.release(self.permits);
    }
}

impl fmt::Debug for Permit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Permit");
        debug
            .field("permits", &self.permits)
            .finish_non_exhaustive()
    }
}

/// The semaphore is closed: it has no permit for anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the semaphore is closed")
    }
}

impl Error for Closed {}

/// Why [`Semaphore::try_acquire`] has no permit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TryAcquireError {
    /// There are not as many now, or others wait for them.
    NoPermits,
    /// The semaphore is closed.
    Closed,
}

impl TryAcquireError {
    /// Whether there may be as many later.
    pub fn is_no_permits(&self) -> bool {
        matches!(self, TryAcquireError::NoPermits)
    }

    /// Whether there will be none.
    pub fn is_closed(&self) -> bool {
        matches!(self, TryAcquireError::Closed)
    }
}

impl fmt::Display for TryAcquireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TryAcquireError::NoPermits => f.write_str("the semaphore has not as many permits now"),
            TryAcquireError::Closed => Closed.fmt(f),
        }
    }
}

impl Error for TryAcquireError {}
