//! The children of a join are futures, or become futures.

fn main() {
    drop(longhand::join((1, async { 2 })));
}
