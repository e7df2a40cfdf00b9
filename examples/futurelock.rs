//! A handler that waits for a lock, which a future has that nobody polls; and `arms` whose handler
//! is driven.
//!
//! `cargo run --example futurelock`
//!
//! A loop saves something, which takes a lock and then a while, and answers a request, which takes
//! the same lock. The naive loop keeps the future that saves, as it should, and lends it to every
//! round. When the request comes its handler waits for the lock; but the future that has it is
//! polled in the next round, and there is none before the handler is done.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use longhand::{OneOf2, arms, once, select, yield_now};

/// Nobody would ever poll it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hangs;

/// A lock for one thread.
#[derive(Default)]
struct Lock {
    is_taken: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

/// The lock is taken as long as this lives.
struct Guard<'a>(&'a Lock);

impl Lock {
    async fn take(&self) -> Guard<'_> {
        poll_fn(|cx| match self.is_taken.replace(true) {
            false => Poll::Ready(Guard(self)),
            true => {
                self.waiting.borrow_mut().push(cx.waker().clone());
                Poll::Pending
            }
        })
        .await
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.0.is_taken.set(false);
        self.0.waiting.take().into_iter().for_each(Waker::wake);
    }
}

async fn save(lock: &Lock) {
    let _guard = lock.take().await;
    for _ in 0..3 {
        yield_now().await;
    }
}

async fn handle(lock: &Lock) {
    let _guard = lock.take().await;
}

/// The loop as one writes it who has lost messages before: what is not done lives on.
pub(crate) fn naive() -> Result<Vec<&'static str>, Hangs> {
    run(async {
        let (lock, mut done) = (Lock::default(), Vec::new());
        let mut saving = pin!(save(&lock));
        loop {
            match select((saving.as_mut(), yield_now())).await {
                OneOf2::First(()) => {
                    done.push("saved");
                    return done;
                }
                OneOf2::Second(()) => {
                    handle(&lock).await; // and nobody polls `saving` meanwhile
                    done.push("request handled");
                }
            }
        }
    })
}

/// The same, and while the request is handled the others go on.
pub(crate) fn driven() -> Result<Vec<&'static str>, Hangs> {
    run(async {
        let (lock, mut done) = (Lock::default(), Vec::new());
        let mut arms = pin!(arms((once(save(&lock)), once(yield_now()))));
        while let Some(event) = arms.as_mut().next().await {
            match event {
                OneOf2::First(()) => done.push("saved"),
                OneOf2::Second(()) => {
                    arms.as_mut().drive(handle(&lock)).await;
                    done.push("request handled");
                }
            }
        }
        done
    })
}

/// Polls a future as often as it is woken, to its end or until nobody will wake it.
fn run<T>(future: impl Future<Output = T>) -> Result<T, Hangs> {
    struct Flag(AtomicBool);

    impl Wake for Flag {
        fn wake(self: Arc<Self>) {
            self.0.store(true, Ordering::Relaxed);
        }
    }

    let flag = Arc::new(Flag(AtomicBool::new(true)));
    let waker = Waker::from(flag.clone());
    let mut future = pin!(future);
    while flag.0.swap(false, Ordering::Relaxed) {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return Ok(value);
        }
    }
    Err(Hangs)
}

#[cfg_attr(test, expect(dead_code, reason = "a test calls what this calls"))]
fn main() {
    for (name, result) in [("naive loop", naive()), ("arms", driven())] {
        match result {
            Ok(done) => println!("{name:<10}  {}", done.join(", ")),
            Err(Hangs) => println!("{name:<10}  hangs: who has the lock is not polled"),
        }
    }
}
