//! A pinned future is dropped in place before another takes its place: that is `set`.

use std::pin::pin;

async fn child() -> u8 {
    1
}

fn main() {
    let select = || longhand::select((child(), child()));
    let mut pinned = pin!(select());
    pinned.set(select());
}
