//! The traits, so that their methods can be called: `use longhand::prelude::*`.
//!
//! ```
//! # longhand::block_on(async {
//! use longhand::prelude::*;
//!
//! assert_eq!((async { 1 }, async { "two" }).join().await, (1, "two"));
//! assert_eq!([async { 1 }].race().await, 1);
//! # });
//! ```

pub use crate::fuse::FutureExt as _;
pub use crate::join::Joinable as _;
pub use crate::race::Raceable as _;
pub use crate::race_ok::RaceOkable as _;
pub use crate::select::Selectable as _;
pub use crate::try_join::TryJoinable as _;
