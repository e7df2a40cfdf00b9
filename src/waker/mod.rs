//! What wakers need: a cell for one that others call while its owner replaces it.

mod cell;

pub(crate) use cell::WakerCell;
