//! What is pinned stays where it is, however many it waits for.

use core::pin::pin;

fn main() {
    let three = pin!(longhand::join((async {}, async {}, async {})));
    let moved = *three;
    drop(moved);
}
