//! Whoever has `&mut` to a race can move it, so a pin gives it only if the children may move.

use std::pin::pin;

async fn child() -> u8 {
    1
}

fn main() {
    let race = pin!(longhand::race((child(), child())));
    let _: &mut _ = &mut *race;
}
