//! A function that has not been called is no future yet.

fn main() {
    let later = || async { 1 };
    drop(longhand::select((later, async { 2 })));
}
