//! The connections of `examples/echo`, as they are.

pub(crate) use crate::server::STEPS;

pub(crate) const BUFFER: usize = 4_096;

#[path = "../../examples/echo/longhand.rs"]
pub(crate) mod longhand;
#[path = "../../examples/echo/shorthand.rs"]
pub(crate) mod shorthand;
