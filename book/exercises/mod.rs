//! The exercises of the book: what is given fails its check, the solution passes.

pub mod future;
pub mod join;
pub mod poll;
pub mod select;
pub mod timeout;
