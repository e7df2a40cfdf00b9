//! Two threads may look at a future only if they may look at its children.

use std::sync::Mutex;

fn share(_: impl Sync) {}

fn main() {
    let number = Mutex::new(2);
    share(longhand::select((async { 1 }, async move {
        number.into_inner().unwrap()
    })));
}
