//! A tuple has 12 children at most; a join of joins has more.

async fn one() {}

fn main() {
    drop(longhand::join((
        one(),
        one(),
        one(),
        one(),
        one(),
        one(),
        one(),
        one(),
        one(),
        one(),
        one(),
        longhand::join((one(), one())),
    )));
}
