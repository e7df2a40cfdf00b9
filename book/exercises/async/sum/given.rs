use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::check::Inbox;

/// By hand: `let mut sum = 0; for _ in 0..3 { sum += inbox.next().await } sum`.
pub fn sum_of_three(inbox: &Inbox) -> SumOfThree<'_> {
    SumOfThree { inbox }
}

pub struct SumOfThree<'a> {
    inbox: &'a Inbox,
}

impl Future for SumOfThree<'_> {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let mut sum = 0;
        for _ in 0..3 {
            sum += ready!(self.inbox.poll_next(cx));
        }
        Poll::Ready(sum)
    }
}
