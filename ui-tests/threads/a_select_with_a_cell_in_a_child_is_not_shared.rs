//! Two threads may look at a future only if they may look at its children.

use std::cell::Cell;

fn share(_: impl Sync) {}

fn main() {
    let number = Cell::new(2);
    share(longhand::select((async { 1 }, async move {
        number.into_inner()
    })));
}
