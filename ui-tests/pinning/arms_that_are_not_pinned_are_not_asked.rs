//! The next event is asked of arms that are pinned.

use longhand::{arms, block_on, once};

fn main() {
    let mut arms = arms((once(async { 1 }), once(async { 2 })));
    block_on(arms.next());
}
