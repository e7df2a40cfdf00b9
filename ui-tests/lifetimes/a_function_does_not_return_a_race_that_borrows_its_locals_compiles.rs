//! A race may borrow what its caller has, and not what its maker has.

use std::future::Future;

fn lengths(text: &str) -> impl Future<Output = usize> {
    longhand::race((async { text.len() }, async { 1 }))
}

fn main() {
    drop(lengths("longhand"));
}
