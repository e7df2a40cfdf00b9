//! Nothing waits for one future better than `.await`.

fn main() {
    drop(longhand::join((async { 1 }, async { 2 })));
}
