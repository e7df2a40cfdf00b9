//! The children of a join are futures, or become futures.

fn main() {
    drop(longhand::join((async { 1 }, async { 2 })));
}
