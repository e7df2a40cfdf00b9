//! A race may borrow what its caller has, and not what its maker has.

use std::future::Future;

fn lengths(text: &str) -> impl Future<Output = usize> {
    let copy = text.to_owned();
    longhand::race((async { copy.len() }, async { 1 }))
}

fn main() {
    drop(lengths("longhand"));
}
