//! [`WakerCell`]: a waker that others call while its owner replaces it.

mod cell;

pub(crate) use cell::WakerCell;
