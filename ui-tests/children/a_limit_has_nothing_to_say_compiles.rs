//! A limit says that time is up, and an answer of its own would be lost.

fn main() {
    drop(longhand::timeout(async { drop("too late") }, async { 1 }));
}
