//! What is pinned stays where it is until it is dropped.

use std::pin::pin;

async fn child() -> u8 {
    1
}

fn main() {
    let race = longhand::race((child(), child()));
    let moved = race;
    let pinned = pin!(moved);
    drop(pinned);
}
