//! An `async fn` that nobody polls does nothing either.
#![deny(unused_must_use)]

use longhand::shorthand;

fn main() {
    let _select = shorthand::select((async { 1 }, async { 2 }));
}
