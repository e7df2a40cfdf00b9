//! The connections of `examples/chat`, as they are.

pub(crate) use crate::server::STEPS;

pub(crate) const LINE: usize = 1_024;

#[path = "../../examples/chat/longhand.rs"]
pub(crate) mod longhand;
#[path = "../../examples/chat/room.rs"]
pub(crate) mod room;
#[path = "../../examples/chat/shorthand.rs"]
pub(crate) mod shorthand;
