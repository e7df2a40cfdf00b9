//! Siblings take turns in one task, but each may be half-way through with what it has borrowed.

fn main() {
    let (mut one, mut other) = (0, 0);
    drop(longhand::join((async { one += 1 }, async { other += 2 })));
    assert_eq!((one, other), (0, 0));
}
