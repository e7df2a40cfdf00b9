//! [`Queue`]: values in a row, in blocks of memory that come and go, or in one that stays.
//!
//! ```text
//! first --> [ taken | taken | value ] --> [ value | value | free ] <-- last      spare --> [ … ]
//!                      read --^                      write --^
//! ```
//!
//! A queue asks no allocator, because it lives under a lock: whoever needs a block is told so, and
//! brings one. Blocks that were emptied are kept and used again, until the receiver finds nothing and
//! takes all but one of them away: so a burst is given back, and a channel that fills and empties
//! asks no allocator.
//!
//! A queue whose capacity fits into one block goes round in it:
//!
//! ```text
//! first = last --> [ value | free | free | value | value ]
//!                      write --^       ^-- read
//! ```
//!
//! There it needs no other, and none is brought. That block may be lent, by a [`Ring`](super::Ring).
//!
//! # Invariants
//!
//! - I1: a `Block` owns its memory, or has borrowed it, and that of the blocks behind it, and none of their
//!   values.
//! - I2: the values of a queue are in the slots from `read` of the first block to `write` of the
//!   last, or if it goes round to the end of the block and from its beginning; all other slots are free.
//!   There are `len` of them, and never more than its capacity: so a queue that goes round has a free slot
//!   whenever it is given a value, at `write`, or where the block is over at its beginning.
//! - I3: `last` is the end of the chain that `first` owns. Where there is no block, `write` is
//!   `slots`: the block that is not there is full.
//! - I4: a first block whose last slot was read is left at once. If it is the last as well, it is begun
//!   again; when there is no value then, `write` is at the beginning, too.
#![expect(
    unsafe_code,
    reason = "memory whose slots hold values or nothing, as two numbers say"
)]

use core::cell::UnsafeCell;
use core::marker::PhantomData;
use core::mem::{self, ManuallyDrop, MaybeUninit};
use core::ptr::{self, NonNull};

/// No block has more slots.
const MOST_SLOTS: usize = 32;

/// Nor is it larger, unless it has as few as [`FEWEST_SLOTS`].
const MOST_BYTES: usize = 2_048;

const FEWEST_SLOTS: usize = 4;

/// There is no free slot, and no block that would bring one.
#[derive(Debug)]
pub(super) struct NoBlock;

pub(super) struct Queue<T> {
    first: Option<Block<T>>,
    last: *mut Header<T>,
    read: usize,
    write: usize,
    slots: usize,
    len: usize,
    spare: Option<Block<T>>,
}

impl<T> Queue<T> {
    /// A queue that is never given more than `capacity` values at a time.
    #[inline]
    pub(super) fn new(capacity: usize) -> Self {
        Queue::of_blocks(slots::<T>(capacity))
    }

    /// A queue that goes round in this block.
    ///
    /// # Safety
    ///
    /// As long as the queue is there, the block is where it is, and nobody else uses it.
    pub(super) unsafe fn lent<const SLOTS: usize>(
        block: &UnsafeCell<ManuallyDrop<Header<T, SLOTS>>>,
    ) -> Self {
        let mut block = Block::new(NonNull::from(block).cast());
        debug_assert!(block.header().allocated == 0, "it is not ours to free");
        let mut queue = Queue::of_blocks(SLOTS);
        queue.append(block);
        queue
    }

    #[inline]
    fn of_blocks(slots: usize) -> Self {
        Queue {
            first: None,
            last: ptr::null_mut(),
            read: 0,
            write: slots,
            slots,
            len: 0,
            spare: None,
        }
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether there is a slot for the next value, for which there is room.
    #[inline]
    pub(super) fn has_slot(&self) -> bool {
        self.write < self.slots
    }

    /// The last block is over: the same is begun again if it is enough for the capacity, and else another.
    pub(super) fn begin_block(&mut self, capacity: usize) -> Result<(), NoBlock> {
        if self.slots == capacity && self.first.is_some() {
            self.write = 0;
            return Ok(());
        }
        let mut spare = self.spare.take().ok_or(NoBlock)?;
        self.spare = spare.header().next.take();
        self.append(spare);
        Ok(())
    }

    /// Puts a block behind the last, which is over: there is no [slot](Queue::has_slot).
    pub(super) fn append(&mut self, block: Block<T>) {
        debug_assert!(!self.has_slot());
        let header = block.0.as_ptr();
        if self.first.is_none() {
            self.first = Some(block);
        } else {
            // SAFETY: I3, it is there and owned by `first`.
            unsafe { (*self.last).next = Some(block) };
        }
        self.last = header;
        self.write = 0;
    }

    /// Puts a value behind all others. There is room for it, and a [slot](Queue::has_slot).
    #[inline]
    pub(super) fn push(&mut self, value: T) {
        debug_assert!(self.has_slot());
        debug_assert!(self.len == 0 || !self.is_one_block() || self.write != self.read);
        // SAFETY: I2 and I3, the last block is there, and its slot at `write` is free.
        unsafe { slot(self.last, self.write).write(value) };
        self.write += 1;
        self.len += 1;
    }

    /// The value before all others.
    #[inline]
    pub(super) fn pop(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        // SAFETY: I2, there is a value, and so a block.
        let first = unsafe { self.first.as_ref().unwrap_unchecked() };
        // SAFETY: I2, the value is taken once: `read` goes on.
        let value = unsafe { slot(first.0.as_ptr(), self.read).read() };
        self.read += 1;
        self.len -= 1;
        if self.read == self.slots {
            self.leave_block();
        }
        Some(value)
    }

    /// The first block is over: the next is begun, or the same again.
    #[inline]
    fn leave_block(&mut self) {
        self.read = 0;
        if !self.is_one_block() {
            self.advance();
        } else if self.len == 0 {
            self.write = 0;
        }
    }

    #[inline]
    fn is_one_block(&self) -> bool {
        let first = self.first.as_ref();
        first.is_some_and(|first| first.0.as_ptr() == self.last)
    }

    #[cold]
    fn advance(&mut self) {
        if let Some(mut first) = self.first.take() {
            self.first = first.header().next.take();
            first.header().next = self.spare.take();
            self.spare = Some(first);
        }
    }

    /// Whether there are blocks that nobody needs, beside one.
    #[inline]
    pub(super) fn is_to_be_trimmed(&self) -> bool {
        // SAFETY: I1, it is there.
        let next = |spare: &Block<T>| unsafe { spare.0.as_ref().next.is_some() };
        self.spare.as_ref().is_some_and(next)
    }

    /// The blocks that nobody needs, but for one.
    pub(super) fn trim(&mut self) -> Option<Block<T>> {
        self.spare.as_mut()?.header().next.take()
    }
}

impl<T> Drop for Queue<T> {
    /// Drops every value, even if the drop of one panics.
    fn drop(&mut self) {
        struct Rest<'a, T>(&'a mut Queue<T>);

        impl<T> Rest<'_, T> {
            fn drop_values(&mut self) {
                while let Some(value) = self.0.pop() {
                    drop(value);
                }
            }
        }

        impl<T> Drop for Rest<'_, T> {
            fn drop(&mut self) {
                self.drop_values();
            }
        }

        Rest(self).drop_values();
    }
}

// SAFETY: a queue owns its values and its memory, as a `Vec` does.
unsafe impl<T: Send> Send for Queue<T> {}

/// Memory for a few values, and for those of the blocks behind it.
pub(super) struct Block<T>(pub(super) NonNull<Header<T>>, PhantomData<T>);

/// What a block begins with. The slots follow: in the same struct if their number is known, and else in the
/// same memory.
#[repr(C)]
pub(super) struct Header<T, const SLOTS: usize = 0> {
    pub(super) next: Option<Block<T>>,
    /// How many slots have to be freed with it: none, if it is lent.
    pub(super) allocated: usize,
    values: [MaybeUninit<T>; SLOTS],
}

impl<T, const SLOTS: usize> Header<T, SLOTS> {
    pub(super) const fn new(allocated: usize) -> Self {
        Header {
            next: None,
            allocated,
            values: [const { MaybeUninit::uninit() }; SLOTS],
        }
    }
}

impl<T> Block<T> {
    /// A block in memory that begins with a header.
    pub(super) fn new(header: NonNull<Header<T>>) -> Self {
        Block(header, PhantomData)
    }

    pub(super) fn header(&mut self) -> &mut Header<T> {
        // SAFETY: I1, it is there, and this is its owner.
        unsafe { self.0.as_mut() }
    }
}

/// The slot `at` of a block.
///
/// # Safety
///
/// The block is there and has more slots than `at`.
#[inline]
unsafe fn slot<T>(block: *mut Header<T>, at: usize) -> *mut T {
    // SAFETY: as the caller says; the slots follow the header.
    unsafe { (&raw mut (*block).values).cast::<T>().add(at) }
}

/// How many slots a block has, of the allocator's.
pub(super) fn slots<T>(capacity: usize) -> usize {
    let fitting = MOST_BYTES / mem::size_of::<T>().max(1);
    fitting.clamp(FEWEST_SLOTS, MOST_SLOTS).min(capacity)
}
