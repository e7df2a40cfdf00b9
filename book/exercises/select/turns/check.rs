use std::future::{Ready, ready};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use longhand::OneOf2;

/// Of two futures that are always ready, each wins every other round.
pub fn check(mut fair: impl AsyncFnMut(&mut bool, Ready<u8>, Ready<u8>) -> OneOf2<u8, u8>) {
    let mut turn = false;
    let mut wins = (0, 0);
    for _ in 0..6 {
        match now(fair(&mut turn, ready(1), ready(2))) {
            OneOf2::First(answer) => {
                assert_eq!(answer, 1, "`First` is the first future's answer");
                wins.0 += 1;
            }
            OneOf2::Second(answer) => {
                assert_eq!(answer, 2, "`Second` is the second future's answer");
                wins.1 += 1;
            }
        }
    }
    assert_eq!(wins, (3, 3), "the rounds that each has won");
}

/// The answer of a future that has nothing to wait for.
fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => panic!("both were ready, and it waits"),
    }
}
