//! Arms are pinned before they are asked, and stay where they are.

use longhand::{arms, block_on, once};

fn main() {
    let asked = arms((once(async { 1 }), once(async { 2 })));
    let mut pinned = Box::pin(asked);
    block_on(pinned.as_mut().next());
    drop([pinned]);
}
