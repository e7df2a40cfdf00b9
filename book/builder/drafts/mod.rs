//! The trait `Future` in drafts, each a program that runs. The chapter "future" shows where each
//! of them fails; the last is the standard library's own.

pub mod first;
pub mod last;
pub mod second;
pub mod third;
