//! The chapter "waker": what a waker does when it is called, and what futures do with it.

pub mod calls;
pub mod counting;
pub mod impatient;
pub mod polling;
