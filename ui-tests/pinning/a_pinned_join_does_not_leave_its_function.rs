//! What is pinned to a frame of the stack ends with it; on the heap it can be handed on.

use std::future::Future;
use std::pin::{Pin, pin};

fn pinned<'a>() -> Pin<&'a mut dyn Future<Output = (u8, u8)>> {
    pin!(longhand::join((async { 1 }, async { 2 })))
}

fn main() {
    drop(pinned());
}
