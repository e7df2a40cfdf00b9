//! What is pinned stays where it is, however many it waits for.

fn main() {
    let three = longhand::join((async {}, async {}, async {}));
    let moved = three;
    drop(moved);
}
