//! Atomics and cells: from core, or from loom when every interleaving is to be tried.

#[cfg(feature = "alloc")]
mod arc;
#[cfg(feature = "std")]
mod give_way;

#[cfg(feature = "alloc")]
pub(crate) use self::arc::Arc;
#[cfg(not(longhand_loom))]
pub(crate) use self::core_cell::UnsafeCell;
#[cfg(all(feature = "std", not(longhand_loom)))]
pub(crate) use self::give_way::give_way;
#[cfg(not(longhand_loom))]
pub(crate) use core::hint::spin_loop;
#[cfg(not(any(feature = "std", longhand_loom)))]
pub(crate) use core::hint::spin_loop as give_way;
#[cfg(not(longhand_loom))]
pub(crate) use core::sync::atomic::*;
#[cfg(longhand_loom)]
pub(crate) use loom::cell::UnsafeCell;
#[cfg(longhand_loom)]
pub(crate) use loom::hint::spin_loop;
#[cfg(longhand_loom)]
pub(crate) use loom::sync::atomic::*;
#[cfg(longhand_loom)]
pub(crate) use loom::thread::yield_now as give_way;

/// A function that is `const`, but for the models: their atomics are made when they run.
macro_rules! const_fn {
    ($(#[$attribute:meta])* $visible:vis const fn $($function:tt)*) => {
        #[cfg(not(longhand_loom))]
        $(#[$attribute])*
        $visible const fn $($function)*

        #[cfg(longhand_loom)]
        $(#[$attribute])*
        $visible fn $($function)*
    };
}
pub(crate) use const_fn;

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
