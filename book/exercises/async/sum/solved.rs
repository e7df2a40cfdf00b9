use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::check::Inbox;

/// By hand: `let mut sum = 0; for _ in 0..3 { sum += inbox.next().await } sum`.
pub fn sum_of_three(inbox: &Inbox) -> SumOfThree<'_> {
    SumOfThree {
        inbox,
        sum: 0,
        missing: 3,
    }
}

pub struct SumOfThree<'a> {
    inbox: &'a Inbox,
    // What is alive across the await: both variables, and the loop's place in its range.
    sum: u32,
    missing: u8,
}

impl Future for SumOfThree<'_> {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        while self.missing > 0 {
            self.sum += ready!(self.inbox.poll_next(cx));
            self.missing -= 1;
        }
        Poll::Ready(self.sum)
    }
}
