//! Arms drive one handler at a time.

use std::pin::pin;

use longhand::{arms, join, once};

fn main() {
    let mut arms = pin!(arms((once(async { 1 }), once(async { 2 }))));
    let both = join((async {}, async {}));
    drop(arms.as_mut().drive(both));
}
