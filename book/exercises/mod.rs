//! The exercises of the book: what is given fails its check, the solution passes.

pub mod r#async;
pub mod block_on;
pub mod channel;
pub mod future;
pub mod join;
pub mod pin;
pub mod poll;
pub mod reactor;
pub mod select;
pub mod size;
pub mod spawn;
pub mod task;
pub mod threads;
pub mod timeout;
pub mod waiting;
pub mod waker;
