use std::cell::Cell;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// Where numbers come in, one at a time.
#[derive(Default)]
pub struct Inbox {
    number: Cell<Option<u32>>,
    reader: Cell<Option<Waker>>,
}

impl Inbox {
    /// The next number, or whom to wake when it comes.
    pub fn poll_next(&self, cx: &mut Context<'_>) -> Poll<u32> {
        match self.number.take() {
            Some(number) => Poll::Ready(number),
            None => {
                self.reader.set(Some(cx.waker().clone()));
                Poll::Pending
            }
        }
    }

    fn put(&self, number: u32) {
        self.number.set(Some(number));
        self.reader.take().into_iter().for_each(Waker::wake);
    }
}

/// Three numbers come one by one, and are summed.
pub fn check<'a, F: Future<Output = u32>>(sum_of_three: fn(&'a Inbox) -> F) {
    // It lives as long as the test, and no longer matters after it.
    let inbox: &'a Inbox = Box::leak(Box::default());
    let mut sum: Pin<&mut F> = pin!(sum_of_three(inbox));
    let mut cx = Context::from_waker(Waker::noop());
    assert_eq!(
        sum.as_mut().poll(&mut cx),
        Poll::Pending,
        "nothing has come"
    );
    for number in [20, 2] {
        inbox.put(number);
        assert_eq!(sum.as_mut().poll(&mut cx), Poll::Pending, "one is missing");
    }
    inbox.put(100);
    assert_eq!(sum.as_mut().poll(&mut cx), Poll::Ready(122), "20 + 2 + 100");
}
