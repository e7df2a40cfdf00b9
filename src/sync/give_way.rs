//! Whoever spins for long lets another thread run, where there is an operating system to ask.

#[cfg(not(longhand_loom))]
pub(crate) use std::thread::yield_now as give_way;
