//! [`Block`]: what all wakers of a group have in common, in one allocation.
//!
//! ```text
//! | Header | 0 | 1 | 2 | … | word | word | … |
//!           ^ a cell for each child: its index
//! ```
//!
//! A child's waker points to its cell. The index in it says how far the header is.
//!
//! # Invariants
//!
//! - I1: whoever has a [`Share`] is counted in `references`, and the last one frees the block. A
//!   [`Block`] is had from somebody who has a share, for no longer than that.
//! - I2: every pointer to a part is derived of the one that the allocator gave, so that it leads to
//!   all parts.
//! - I3: cells, and the fields of the header that are not atomic or a cell of their own, are written
//!   once, before there is a second share.
#![expect(
    unsafe_code,
    reason = "parts of which the compiler does not know the number lie in one allocation"
)]

use alloc::alloc::{alloc, dealloc, handle_alloc_error};
use core::alloc::Layout;
use core::marker::PhantomData;
use core::mem;
use core::ptr::{self, NonNull};
use core::task::Waker;

use super::woken::{Shape, Woken};
use crate::sync::{AtomicUsize, Ordering};
use crate::waker_cell::WakerCell;

/// The most children that a cell can count.
pub(super) const MOST: usize = Cell::MAX as usize;

type Cell = u32;

pub(super) struct Header {
    references: AtomicUsize,
    caller: WakerCell,
    layout: Layout,
    shape: Shape,
    words: NonNull<[AtomicUsize]>,
}

/// Where the cells begin: behind the header, whose size is a multiple of their alignment.
const CELLS: usize = size_of::<Header>();
const _: () = assert!(align_of::<Header>() >= align_of::<Cell>());

/// A part in the ownership of a block.
pub(super) struct Share(NonNull<Header>);

/// A block that somebody has a share in.
#[derive(Clone, Copy)]
pub(super) struct Block<'a> {
    header: NonNull<Header>,
    share: PhantomData<&'a Share>,
}

impl Share {
    /// The first share in a new block. Nobody has woken.
    #[cold]
    pub(super) fn new(children: usize, caller: Waker) -> Self {
        assert!(children <= MOST, "more children than a cell can count");
        let shape = Shape::of(children);
        let (layout, words) = layout(children, shape);
        // SAFETY: a header has a size.
        let Some(block) = NonNull::new(unsafe { alloc(layout) }) else {
            handle_alloc_error(layout)
        };
        // SAFETY: in bounds, as `layout` says.
        let (cells, words) = unsafe { (block.add(CELLS).cast(), block.add(words).cast()) };
        for child in 0..children {
            // SAFETY: in bounds and aligned, as `layout` says.
            unsafe { cells.add(child).write(child as Cell) };
        }
        for word in 0..shape.words {
            // SAFETY: in bounds and aligned, as `layout` says.
            unsafe { words.add(word).write(AtomicUsize::new(0)) };
        }
        let header = block.cast();
        // SAFETY: in bounds and aligned, as `layout` says.
        unsafe {
            header.write(Header {
                references: AtomicUsize::new(1),
                caller: WakerCell::new(caller),
                layout,
                shape,
                words: NonNull::slice_from_raw_parts(words, shape.words),
            });
        }
        Share(header)
    }

    pub(super) fn block(&self) -> Block<'_> {
        // SAFETY: I1, this is a share.
        unsafe { Block::new(self.0) }
    }

    /// A pointer that stands for this share.
    pub(super) fn into_raw(self) -> *mut Header {
        let header = self.0.as_ptr();
        mem::forget(self);
        header
    }

    /// # Safety
    ///
    /// The pointer is that of [`into_raw`](Share::into_raw), and stands for no share any more.
    pub(super) unsafe fn from_raw(header: NonNull<Header>) -> Self {
        Share(header)
    }

    /// The cell of a child, which stands for this share.
    pub(super) fn into_cell(self, child: usize) -> *const () {
        let cell = self.block().cell(child);
        mem::forget(self);
        cell
    }

    /// The share for which a cell stands, and the child whose cell it is.
    ///
    /// # Safety
    ///
    /// The cell is that of [`into_cell`](Share::into_cell), and stands for no share any more.
    pub(super) unsafe fn from_cell(cell: *const ()) -> (Self, usize) {
        // SAFETY: as the caller says.
        let (block, child) = unsafe { Block::from_cell(cell) };
        (Share(block.header), child)
    }
}

impl<'a> Block<'a> {
    /// # Safety
    ///
    /// Somebody has a share as long as this is used.
    pub(super) unsafe fn new(header: NonNull<Header>) -> Self {
        let share = PhantomData;
        Block { header, share }
    }

    /// The block of a cell, and the child whose cell it is.
    ///
    /// # Safety
    ///
    /// The cell is one of a block that somebody has a share in as long as this is used.
    pub(super) unsafe fn from_cell(cell: *const ()) -> (Self, usize) {
        let cell = cell.cast::<Cell>();
        // SAFETY: I1 and I3, it is there and is not written any more.
        let child = unsafe { *cell } as usize;
        // SAFETY: I2, so far behind the header does the cell lie.
        let header = unsafe { cell.sub(child).byte_sub(CELLS) };
        let header = header.cast::<Header>().cast_mut();
        // SAFETY: not null, because it is in an allocation; a share as the caller says.
        let block = unsafe { Block::new(NonNull::new_unchecked(header)) };
        (block, child)
    }

    /// The cell of a child, whose index is less than the number of children.
    pub(super) fn cell(self, child: usize) -> *const () {
        // SAFETY: I2, and in bounds.
        let cell = unsafe { self.header.byte_add(CELLS).cast::<Cell>().add(child) };
        cell.as_ptr().cast_const().cast()
    }

    /// One share more.
    pub(super) fn share(self) -> Share {
        // ORDERING: Relaxed, whoever has one share can pass it on without a look at the others.
        let before = self.header().references.fetch_add(1, Ordering::Relaxed);
        if before > isize::MAX as usize {
            abort();
        }
        Share(self.header)
    }

    /// Notes that a child has woken, and calls the caller's waker if it is the first.
    pub(super) fn wake(self, child: usize) {
        if self.woken().insert(child) {
            self.header().caller.wake();
        }
    }

    pub(super) fn woken(self) -> Woken<'a> {
        let header = self.header();
        // SAFETY: I1 and I3.
        let words = unsafe { header.words.as_ref() };
        Woken::new(words, header.shape)
    }

    pub(super) fn caller(self) -> &'a WakerCell {
        &self.header().caller
    }

    fn header(self) -> &'a Header {
        // SAFETY: I1; what is written in it is atomic, or a cell of its own (I3).
        unsafe { self.header.as_ref() }
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let header = self.block().header();
        // ORDERING: Release pairs with the Acquire of the last: each has touched the block for the
        // last time before it is freed.
        if header.references.fetch_sub(1, Ordering::AcqRel) > 1 {
            return;
        }
        let layout = header.layout;
        let words = header.words.as_ptr();
        // SAFETY: I1, nobody else is left; the words are in the block still.
        unsafe { ptr::drop_in_place(words) };
        let free = Free(self.0, layout);
        // SAFETY: as above, and nobody has it dropped again. A waker that panics leaves by `free`.
        unsafe { ptr::drop_in_place(free.0.as_ptr()) };
    }
}

/// A block in which nothing is live any more, freed when this is dropped.
struct Free(NonNull<Header>, Layout);

impl Drop for Free {
    fn drop(&mut self) {
        // SAFETY: made by the last share alone, with the layout that the block was allocated with.
        unsafe { dealloc(self.0.as_ptr().cast(), self.1) };
    }
}

/// What is allocated for so many children, and where in it the words begin.
fn layout(children: usize, shape: Shape) -> (Layout, usize) {
    let lay_out = || {
        let cells = Layout::array::<Cell>(children).ok()?;
        let words = Layout::array::<AtomicUsize>(shape.words).ok()?;
        let (cells, _) = Layout::new::<Header>().extend(cells).ok()?;
        cells.extend(words).ok()
    };
    lay_out().expect("so many futures would not fit in memory either")
}

/// More wakers than memory has room for: they were forgotten one after the other. Whoever goes on
/// frees the block too early.
#[cold]
extern "C" fn abort() -> ! {
    panic!("a waker was cloned more often than can be counted"); // which `extern "C"` makes an abort
}
