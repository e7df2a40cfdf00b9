//! What is dropped, in which order, whenever one of the twins ends early; and what is said after.

use std::cell::RefCell;
use std::fmt::Write;
use std::future::ready;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use super::{longhand, shorthand};
use crate::panics;

type Log = Rc<RefCell<Vec<&'static str>>>;

/// Writes its name down when it is dropped.
struct Named(&'static str, Log);

impl Drop for Named {
    fn drop(&mut self) {
        self.1.borrow_mut().push(self.0);
    }
}

/// Does as it is told, and gives an answer that has a name too.
struct Child {
    told: Poll<&'static str>,
    name: Named,
}

/// To a child that is told to panic.
const PANIC: Poll<&str> = Poll::Ready("panic");

impl Future for Child {
    type Output = Named;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Named> {
        assert!(self.told != PANIC, "as it was told");
        self.told.map(|name| Named(name, self.name.1.clone()))
    }
}

/// The moments at which a future can end early, with how often it is polled before and what the
/// children do.
const MOMENTS: [(&str, bool, [Poll<&str>; 2]); 5] = [
    ("never polled", false, [Poll::Pending, Poll::Pending]),
    ("at the first await", true, [Poll::Pending, Poll::Pending]),
    (
        "at the second await",
        true,
        [Poll::Ready("one"), Poll::Pending],
    ),
    ("first panics", true, [PANIC, Poll::Pending]),
    ("second panics", true, [Poll::Ready("one"), PANIC]),
];

/// What each twin drops, a line for each moment.
pub fn orders() -> [Vec<String>; 2] {
    [
        MOMENTS.map(|(_, polled, told)| order(polled, told, longhand::in_turn)),
        MOMENTS.map(|(_, polled, told)| order(polled, told, shorthand::in_turn)),
    ]
    .map(Vec::from)
}

fn order<F: Future>(
    polled: bool,
    told: [Poll<&'static str>; 2],
    in_turn: fn(Child, Child) -> F,
) -> String {
    let log = Log::default();
    let [first, second] = [("first", told[0]), ("second", told[1])].map(|(name, told)| Child {
        told,
        name: Named(name, log.clone()),
    });
    {
        let mut future = pin!(in_turn(first, second));
        if polled {
            let mut cx = Context::from_waker(Waker::noop());
            let answer = panics::catch(|| future.as_mut().poll(&mut cx).is_ready());
            assert_ne!(answer, Ok(true), "it ends early");
            if answer.is_err() {
                log.borrow_mut().push("the panic is caught");
            }
        }
    }
    log.take().join(", ")
}

/// The order as a page shows it: it is the same in both spellings.
pub fn run() -> String {
    let [longhand, shorthand] = orders();
    assert_eq!(longhand, shorthand, "the twins drop in one order");
    let lines = MOMENTS
        .iter()
        .zip(longhand)
        .map(|((when, ..), order)| format!("{:<21}{order}", format!("{when}:")));
    lines.collect::<Vec<_>>().join("\n")
}

/// Polls each twin after it has answered, and after it has panicked.
pub fn run_again() -> String {
    let mut log = String::new();
    again(&mut log, "longhand", longhand::in_turn(ready(1), ready(2)));
    again(
        &mut log,
        "shorthand",
        shorthand::in_turn(ready(1), ready(2)),
    );
    let panicking = || std::future::poll_fn(|_| -> Poll<u8> { panic!("as it was told") });
    again(
        &mut log,
        "longhand",
        longhand::in_turn(panicking(), ready(2)),
    );
    again(
        &mut log,
        "shorthand",
        shorthand::in_turn(panicking(), ready(2)),
    );
    log.trim_end().to_owned()
}

fn again<F: Future>(log: &mut String, which: &str, future: F) {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    let first = match panics::catch(|| future.as_mut().poll(&mut cx).is_ready()) {
        Ok(ready) => if ready { "ready" } else { "pending" }.to_owned(),
        Err(_) => "a panic".to_owned(),
    };
    let words = panics::catch(|| future.as_mut().poll(&mut cx).is_ready());
    let words = words.expect_err("a poll too many panics");
    let when = format!("{which}, after {first}:");
    let _ = writeln!(log, "{when:<26}{words}");
}
