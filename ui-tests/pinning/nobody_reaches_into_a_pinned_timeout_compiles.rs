//! The children of a pinned future are its own: it shows its state, and nothing else.

use std::pin::pin;

fn main() {
    let pinned = pin!(longhand::timeout(async {}, async { 1 }));
    println!("{:?}", pinned);
}
