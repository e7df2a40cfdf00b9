//! The trait `Future` in drafts, each a program that runs. The chapter "poll" shows what there was
//! before them, and the chapter "future" where each of them fails; the last is the standard
//! library's own.

pub mod asking;
pub mod first;
pub mod last;
pub mod second;
pub mod third;
