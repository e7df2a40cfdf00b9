//! A list that is lent to a future that panics may be left half changed: somebody has to say
//! that it does not matter.

use core::panic::AssertUnwindSafe;

async fn pushes(list: &mut Vec<u8>) {
    list.push(1);
}

fn main() {
    let mut list = Vec::new();
    drop(longhand::catch_unwind(AssertUnwindSafe(pushes(&mut list))));
}
