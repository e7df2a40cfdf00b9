//! No two `async` blocks have the same type, so they race as a tuple.

fn main() {
    drop(longhand::race((async { 1 }, async { 2 })));
}
