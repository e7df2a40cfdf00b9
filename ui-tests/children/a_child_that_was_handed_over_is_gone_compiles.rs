//! A combinator owns its children; who wants one back lends it.

use std::pin::pin;

fn main() {
    let mut child = pin!(async { 1 });
    drop(longhand::join((child.as_mut(), async { 2 })));
    drop(child);
}
