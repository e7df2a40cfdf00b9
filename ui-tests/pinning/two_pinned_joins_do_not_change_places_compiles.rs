//! Pins may change places; what they point to may not.

use std::mem;
use std::pin::pin;

async fn child() -> u8 {
    1
}

fn main() {
    let join = || longhand::join((child(), child()));
    let (mut one, mut other) = (pin!(join()), pin!(join()));
    mem::swap(&mut one, &mut other);
}
