use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The prediction is the size that is measured.
pub fn check(join_of: impl Fn(usize, usize, usize, usize) -> usize) {
    compare::<10, 1, 10, 1>(&join_of);
    compare::<10, 100, 10, 1>(&join_of);
    compare::<10, 1, 10, 100>(&join_of);
    compare::<10, 100, 10, 100>(&join_of);
    compare::<300, 20, 1, 200>(&join_of);
}

fn compare<const A: usize, const AA: usize, const B: usize, const BA: usize>(
    join_of: &impl Fn(usize, usize, usize, usize) -> usize,
) {
    let join = longhand::join((Bytes::<A, AA>([0; A]), Bytes::<B, BA>([0; B])));
    assert_eq!(
        join_of(A, AA, B, BA),
        size_of_val(&join),
        "join of {A} → {AA} and {B} → {BA}"
    );
}

/// A future of `SIZE` bytes with an answer of `ANSWER` bytes.
struct Bytes<const SIZE: usize, const ANSWER: usize>([u8; SIZE]);

impl<const SIZE: usize, const ANSWER: usize> Future for Bytes<SIZE, ANSWER> {
    type Output = [u8; ANSWER];

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<[u8; ANSWER]> {
        Poll::Ready([self.0[0]; ANSWER])
    }
}
