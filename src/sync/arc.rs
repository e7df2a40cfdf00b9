//! Memory that is shared, and counted: where there is an allocator.

#[cfg(not(longhand_loom))]
pub(crate) use alloc::sync::Arc;
#[cfg(longhand_loom)]
pub(crate) use loom::sync::Arc;
