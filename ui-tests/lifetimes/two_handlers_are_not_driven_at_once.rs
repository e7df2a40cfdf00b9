//! Arms drive one handler at a time.

use std::pin::pin;

use longhand::{arms, join, once};

fn main() {
    let mut arms = pin!(arms((once(async { 1 }), once(async { 2 }))));
    let one = arms.as_mut().drive(async {});
    let other = arms.as_mut().drive(async {});
    drop(join((one, other)));
}
