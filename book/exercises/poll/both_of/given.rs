use std::task::Poll;

/// Two things that can be asked, and whatever they have said.
pub struct Both<A, B> {
    pub first: A,
    pub second: B,
}

impl<A: FnMut() -> Poll<u8>, B: FnMut() -> Poll<u8>> Both<A, B> {
    pub fn of(first: A, second: B) -> Self {
        Both { first, second }
    }

    /// Both answers, when both are there. What has answered must not be asked again.
    pub fn poll(&mut self) -> Poll<(u8, u8)> {
        match ((self.first)(), (self.second)()) {
            (Poll::Ready(first), Poll::Ready(second)) => Poll::Ready((first, second)),
            _ => Poll::Pending,
        }
    }
}
