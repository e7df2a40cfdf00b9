//! Blocks from the allocator, for a [`Queue`](super::queue::Queue) that may grow.
#![expect(unsafe_code, reason = "memory that is as large as a number in it says")]

use alloc::alloc::{alloc, dealloc, handle_alloc_error};
use core::alloc::Layout;
use core::ptr::NonNull;

use super::queue::{Block, Header, slots};
use super::state::State;

impl<T> State<T> {
    /// A block for the queue, if it is still needed. Else it is left where it is.
    pub(super) fn accept(&mut self, block: &mut Option<Block<T>>) {
        if self.make_slot().is_err() {
            if let Some(block) = block.take() {
                self.queue.append(block);
            }
        }
    }
}

impl<T> Block<T> {
    /// A block for a queue of this capacity.
    #[cold]
    pub(super) fn allocate(capacity: usize) -> Self {
        let slots = slots::<T>(capacity);
        let layout = layout::<T>(slots);
        // SAFETY: the layout is that of a header and more, which is not nothing.
        let memory = unsafe { alloc(layout) }.cast::<Header<T>>();
        let Some(header) = NonNull::new(memory) else {
            handle_alloc_error(layout);
        };
        // SAFETY: the memory is fresh, and large and aligned enough.
        unsafe { header.write(Header::new(slots)) };
        Block::new(header)
    }
}

impl<T> Drop for Block<T> {
    fn drop(&mut self) {
        // One after the other: a chain may be longer than the stack is deep.
        let mut next = self.header().next.take();
        while let Some(mut block) = next {
            next = block.header().next.take();
        }
        let slots = self.header().allocated;
        if slots > 0 {
            // SAFETY: a block owns its memory; that came from `allocate`, with this layout.
            unsafe { dealloc(self.0.as_ptr().cast(), layout::<T>(slots)) };
        }
    }
}

fn layout<T>(slots: usize) -> Layout {
    let values = Layout::array::<T>(slots);
    let block = values.and_then(|values| Layout::new::<Header<T>>().extend(values));
    let (layout, _) = block.expect("four values and a header are smaller than the memory");
    layout.pad_to_align()
}
