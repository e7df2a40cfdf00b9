use std::task::Poll;

/// Two things that can be asked, and whatever they have said.
pub struct Both<A, B> {
    pub first: A,
    pub second: B,
    said: (Option<u8>, Option<u8>),
}

impl<A: FnMut() -> Poll<u8>, B: FnMut() -> Poll<u8>> Both<A, B> {
    pub fn of(first: A, second: B) -> Self {
        let said = (None, None);
        Both {
            first,
            second,
            said,
        }
    }

    /// Both answers, when both are there. What has answered must not be asked again.
    pub fn poll(&mut self) -> Poll<(u8, u8)> {
        ask(&mut self.first, &mut self.said.0);
        ask(&mut self.second, &mut self.said.1);
        match self.said {
            (Some(first), Some(second)) => Poll::Ready((first, second)),
            _ => Poll::Pending,
        }
    }
}

fn ask(one: &mut impl FnMut() -> Poll<u8>, said: &mut Option<u8>) {
    if said.is_none()
        && let Poll::Ready(answer) = one()
    {
        *said = Some(answer);
    }
}
