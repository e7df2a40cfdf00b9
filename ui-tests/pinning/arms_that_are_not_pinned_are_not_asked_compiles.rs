//! The next event is asked of arms that are pinned.

use std::pin::pin;

use longhand::{arms, block_on, once};

fn main() {
    let mut arms = pin!(arms((once(async { 1 }), once(async { 2 }))));
    block_on(arms.as_mut().next());
}
