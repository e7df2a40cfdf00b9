//! Every child is a future, wherever it stands.

fn main() {
    drop(longhand::join((async { 1 }, async { 2 }, async { 3 })));
}
