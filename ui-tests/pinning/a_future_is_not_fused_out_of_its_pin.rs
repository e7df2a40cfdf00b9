//! To fuse a pinned future, fuse the pin: the future stays where it is.

use core::pin::pin;

use longhand::FutureExt;

async fn nothing() {}

fn main() {
    let pinned = pin!(nothing());
    let fused = pinned.get_mut().fuse();
    drop(fused);
}
