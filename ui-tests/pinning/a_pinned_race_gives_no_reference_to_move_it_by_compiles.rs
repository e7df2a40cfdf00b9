//! Whoever has `&mut` to a race can move it, so a pin gives it only if the children may move.

use std::future::{Ready, ready};
use std::pin::pin;

fn child() -> Ready<u8> {
    ready(1)
}

fn main() {
    let mut race = pin!(longhand::race((child(), child())));
    let _: &mut _ = &mut *race;
}
