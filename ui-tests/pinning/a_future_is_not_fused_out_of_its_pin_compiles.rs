//! To fuse a pinned future, fuse the pin: the future stays where it is.

use core::pin::pin;

use longhand::FutureExt;

fn main() {
    let pinned = pin!(async {});
    let fused = pinned.fuse();
    drop(fused);
}
