//! Whether a future is an arm once or again and again has to be said.

use longhand::{arms, every, once};

fn main() {
    drop(arms((once(async { 1 }), every(|| async { 2 }))));
}
