//! A fuse does nothing until it is polled.

#![deny(unused_must_use)]

use longhand::FutureExt;

fn main() {
    longhand::block_on(async {}.fuse());
}
