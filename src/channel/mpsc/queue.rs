//! [`Queue`]: values in a row, in blocks of memory that come and go.
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
//! # Invariants
//!
//! - I1: a `Block` owns its memory and that of the blocks behind it, and none of their values.
//! - I2: the values of a queue are in the slots from `read` of the first block to `write` of the
//!   last; all other slots are free. There are `len` of them.
//! - I3: `last` is the end of the chain that `first` owns. Where there is no block, `write` is
//!   `slots`: the block that is not there is full.
//! - I4: a first block whose last value was taken is left at once. If it is the last as well, it is
//!   begun again.
#![expect(
    unsafe_code,
    reason = "memory whose slots hold values or nothing, as two numbers say"
)]

use alloc::alloc::{alloc, dealloc, handle_alloc_error};
use core::alloc::Layout;
use core::marker::PhantomData;
use core::mem;
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
    pub(super) fn new(capacity: usize) -> Self {
        let slots = slots::<T>(capacity);
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

    /// Whether the next value has a slot.
    #[inline]
    pub(super) fn has_slot(&self) -> bool {
        self.write < self.slots
    }

    /// Sees to it that the next value has a slot.
    #[inline]
    pub(super) fn make_room(&mut self) -> Result<(), NoBlock> {
        match self.has_slot() {
            true => Ok(()),
            false => self.begin_spare(),
        }
    }

    #[cold]
    fn begin_spare(&mut self) -> Result<(), NoBlock> {
        let mut spare = self.spare.take().ok_or(NoBlock)?;
        self.spare = spare.header().next.take();
        self.append(spare);
        Ok(())
    }

    /// Takes a block, if it is still needed. Else it is left where it is.
    pub(super) fn accept(&mut self, block: &mut Option<Block<T>>) {
        if self.make_room().is_err() {
            if let Some(block) = block.take() {
                self.append(block);
            }
        }
    }

    fn append(&mut self, block: Block<T>) {
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

    /// Puts a value behind all others. There is [room](Queue::make_room).
    #[inline]
    pub(super) fn push(&mut self, value: T) {
        debug_assert!(self.has_slot());
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
        if self.read == self.slots || self.len == 0 {
            self.leave_block();
        }
        Some(value)
    }

    /// The first block is over: the next is begun, or the same again.
    #[inline]
    fn leave_block(&mut self) {
        self.read = 0;
        let Some(first) = &mut self.first else {
            return;
        };
        if first.0.as_ptr() == self.last {
            self.write = 0;
        } else {
            self.advance();
        }
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
pub(super) struct Block<T>(NonNull<Header<T>>, PhantomData<T>);

/// What a block begins with. The slots follow.
#[repr(C)]
struct Header<T> {
    next: Option<Block<T>>,
    slots: usize,
    /// None: only for the place and the alignment of the first.
    values: [T; 0],
}

impl<T> Block<T> {
    /// A block for a queue of this capacity.
    #[cold]
    pub(super) fn new(capacity: usize) -> Self {
        let slots = slots::<T>(capacity);
        let layout = layout::<T>(slots);
        // SAFETY: the layout is that of a header and more, which is not nothing.
        let memory = unsafe { alloc(layout) }.cast::<Header<T>>();
        let Some(header) = NonNull::new(memory) else {
            handle_alloc_error(layout);
        };
        let (next, values) = (None, []);
        // SAFETY: the memory is fresh, and large and aligned enough.
        unsafe {
            header.write(Header {
                next,
                slots,
                values,
            });
        };
        Block(header, PhantomData)
    }

    fn header(&mut self) -> &mut Header<T> {
        // SAFETY: I1, it is there, and this is its owner.
        unsafe { self.0.as_mut() }
    }
}

impl<T> Drop for Block<T> {
    fn drop(&mut self) {
        // One after the other: a chain may be longer than the stack is deep.
        let mut next = self.header().next.take();
        while let Some(mut block) = next {
            next = block.header().next.take();
        }
        let layout = layout::<T>(self.header().slots);
        // SAFETY: I1; the memory came from `new`, with this layout.
        unsafe { dealloc(self.0.as_ptr().cast(), layout) };
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

fn layout<T>(slots: usize) -> Layout {
    let values = Layout::array::<T>(slots);
    let block = values.and_then(|values| Layout::new::<Header<T>>().extend(values));
    let (layout, _) = block.expect("four values and a header are smaller than the memory");
    layout.pad_to_align()
}

/// How many slots a block has.
fn slots<T>(capacity: usize) -> usize {
    let fitting = MOST_BYTES / mem::size_of::<T>().max(1);
    fitting.clamp(FEWEST_SLOTS, MOST_SLOTS).min(capacity)
}
