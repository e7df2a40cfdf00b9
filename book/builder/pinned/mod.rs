//! Values that point into themselves. The chapter "pin" reads these files.

pub mod longhand;
pub mod marked;
pub mod shorthand;
pub mod table;
