//! [`Group`]: futures that come and go.

mod child;
mod inbox;
mod longhand;
mod members;
mod post;
mod ring;
pub(crate) mod shorthand;

pub use longhand::{Group, Next};
