use std::cell::RefCell;
use std::future::Future;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use longhand::timeout::Elapsed;

type Log = Rc<RefCell<Vec<&'static str>>>;

/// Says when it is polled and when it is dropped; ready at the poll of that number.
pub struct Told {
    words: [&'static str; 2],
    ready_at: u32,
    polls: u32,
    log: Log,
}

impl Future for Told {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        self.polls += 1;
        self.log.borrow_mut().push(self.words[0]);
        match self.polls == self.ready_at {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        self.log.borrow_mut().push(self.words[1]);
    }
}

/// The future is polled first and dropped first, and an answer that is there beats the limit.
pub fn check<F: Future<Output = Result<(), Elapsed>>>(in_time: impl Fn(Told, Told) -> F) {
    let run = |limit_at, future_at| {
        let log = Log::default();
        let told = |words, ready_at| Told {
            words,
            ready_at,
            polls: 0,
            log: log.clone(),
        };
        let limit = told(["limit?", "limit gone"], limit_at);
        let future = told(["future?", "future gone"], future_at);
        let mut in_time = pin!(in_time(limit, future));
        loop {
            let mut cx = Context::from_waker(Waker::noop());
            if let Poll::Ready(answer) = in_time.as_mut().poll(&mut cx) {
                return (answer, log.take());
            }
        }
    };
    let gone = ["future gone", "limit gone"];

    let (answer, log) = run(1, 1);
    assert_eq!(answer, Ok(()), "both are ready");
    assert_eq!(log, [&["future?"], &gone[..]].concat());

    let (answer, log) = run(2, 2);
    assert_eq!(answer, Ok(()), "both are ready at their second poll");
    assert_eq!(log, [&["future?", "limit?", "future?"], &gone[..]].concat());

    let (answer, log) = run(1, 2);
    assert_eq!(answer, Err(Elapsed), "only the limit is ready");
    assert_eq!(log, [&["future?", "limit?"], &gone[..]].concat());
}
