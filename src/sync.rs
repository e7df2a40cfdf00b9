//! Atomics and cells: from core, or from loom when every interleaving is to be tried.

#[cfg(not(longhand_loom))]
pub(crate) use self::core_cell::UnsafeCell;
#[cfg(not(longhand_loom))]
pub(crate) use alloc::sync::Arc;
#[cfg(not(longhand_loom))]
pub(crate) use core::sync::atomic::*;
#[cfg(longhand_loom)]
pub(crate) use loom::cell::UnsafeCell;
#[cfg(longhand_loom)]
pub(crate) use loom::sync::Arc;
#[cfg(longhand_loom)]
pub(crate) use loom::sync::atomic::*;

#[cfg(not(longhand_loom))]
mod core_cell {
    /// The standard cell with loom's way in, which sees each access begin and end.
    pub(crate) struct UnsafeCell<T>(core::cell::UnsafeCell<T>);

    impl<T> UnsafeCell<T> {
        pub(crate) const fn new(value: T) -> Self {
            UnsafeCell(core::cell::UnsafeCell::new(value))
        }

        #[inline]
        pub(crate) fn with<R>(&self, read: impl FnOnce(*const T) -> R) -> R {
            read(self.0.get())
        }

        #[inline]
        pub(crate) fn with_mut<R>(&self, write: impl FnOnce(*mut T) -> R) -> R {
            write(self.0.get())
        }
    }
}
