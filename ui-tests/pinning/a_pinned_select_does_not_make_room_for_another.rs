//! A pinned future is dropped in place before another takes its place: that is `set`.

use std::mem;
use std::pin::pin;

async fn child() -> u8 {
    1
}

fn main() {
    let select = || longhand::select((child(), child()));
    let pinned = pin!(select());
    drop(mem::replace(&mut *pinned, select()));
}
