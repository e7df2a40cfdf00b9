use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use longhand::timeout::Elapsed;

type Limit = Pin<Box<dyn Future<Output = ()>>>;
type Number = Pin<Box<dyn Future<Output = u8>>>;

/// The limit counts for each of the three.
pub fn check(three: impl AsyncFn(Limit, Box<dyn FnMut() -> Number>) -> Result<[u8; 3], Elapsed>) {
    let mut numbers = 1..;
    let in_time = three(
        Box::pin(std::future::pending()),
        Box::new(move || Box::pin(std::future::ready(numbers.next().unwrap_or(0)))),
    );
    assert_eq!(last(in_time), Poll::Ready(Ok([1, 2, 3])));
    for slow in 1..=3 {
        let mut numbers = 1..;
        let late = three(
            Box::pin(after_polls(3)),
            Box::new(move || match numbers.next() {
                Some(number) if number < slow => Box::pin(std::future::ready(number)),
                _ => Box::pin(std::future::pending()),
            }),
        );
        assert_eq!(
            last(late),
            Poll::Ready(Err(Elapsed)),
            "number {slow} never comes"
        );
    }
}

/// Ready when it is polled so often.
fn after_polls(mut left: u8) -> impl Future<Output = ()> {
    poll_fn(move |_| {
        left -= 1;
        match left {
            0 => Poll::Ready(()),
            _ => Poll::Pending,
        }
    })
}

/// What ten polls lead to.
fn last<F: Future>(future: F) -> Poll<F::Output> {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    let answers = (0..10).map(|_| future.as_mut().poll(&mut cx));
    answers
        .into_iter()
        .find(Poll::is_ready)
        .unwrap_or(Poll::Pending)
}
