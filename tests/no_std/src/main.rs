//! The combinators and the channels where there is nothing but the processor and Linux: neither std nor an
//! allocator nor libc.
//!
//! `cargo run --manifest-path tests/no_std/Cargo.toml`
//!
//! The status is 0 if every answer is right, and otherwise the number of the first that is not.
#![no_std]
#![no_main]

mod floor;

use core::future::{Future, pending, ready};
use core::ops::ControlFlow;
use core::pin::pin;
use core::task::{Context, Poll, Waker};

use longhand::channel::mpsc::Ring;
use longhand::channel::oneshot::Slot;
use longhand::event::Event;
use longhand::semaphore::Semaphore;
use longhand::timeout::Elapsed;
use longhand::{OneOf2, Turn, arms, join, once, race};
use longhand::{select, shorthand, timeout, try_join, yield_now};

static ANSWER: Slot<u8> = Slot::new();
static ANSWERS: Ring<u8, 4> = Ring::new();
static READY: Event = Event::new();
static TURNS: Semaphore = Semaphore::new(1);

fn status() -> i32 {
    let checks: [fn() -> bool; 24] = [
        || gives(join((later(1), ready(2))), (1, 2)),
        || gives(shorthand::join((later(1), ready(2))), (1, 2)),
        || gives(join((later(1), ready(2), later(3))), (1, 2, 3)),
        || gives(join([later(1), later(2)]), [1, 2]),
        || gives(try_join([fine(1), fine(2)]), Ok([1, 2])),
        || gives(select([later(1), later(2)]).turn(&mut Turn::new()), (0, 1)),
        || gives(select((pending::<u8>(), later(2))), OneOf2::Second(2)),
        || {
            gives(
                shorthand::select((later(1), pending::<u8>())),
                OneOf2::First(1),
            )
        },
        || gives(race([later(1), later(2)]), 1),
        || gives(shorthand::race((pending(), later(2))), 2),
        || gives(timeout(pending(), later(1)), Ok(1)),
        || {
            gives(
                shorthand::timeout(yield_now(), pending::<u8>()),
                Err(Elapsed),
            )
        },
        || {
            let arms = pin!(arms([once(later(1))]));
            gives(arms.next(), Some((0, 1)))
        },
        || {
            let body = async |(_, answer)| ControlFlow::Break(answer);
            gives(shorthand::arms([once(later(1))], body), Some(1))
        },
        || gives(yield_now(), ()),
        || gives(shorthand::yield_now(), ()),
        || {
            let mut slot = Slot::new();
            let (sender, receiver) = slot.split();
            let send = async {
                yield_now().await;
                sender.send(1)
            };
            gives(join((send, receiver)), (Ok(()), Ok(1)))
        },
        || {
            let (sender, mut receiver) = ANSWER.try_split().unwrap();
            let send = async { sender.send(later(1).await) };
            let recv = shorthand::oneshot::recv(&mut receiver);
            gives(join((send, recv)), (Ok(()), Ok(1)))
        },
        || ANSWER.try_split().is_some(),
        || {
            let tell = async {
                yield_now().await;
                READY.notify_all();
            };
            let listen = shorthand::event::listen(&READY);
            gives(join((tell, READY.listen(), listen)), ((), (), ()))
        },
        || {
            let first = async {
                let _turn = TURNS.acquire().await;
                later(1).await
            };
            let second = async { shorthand::semaphore::acquire(&TURNS).await.is_ok() };
            gives(join((first, second)), (1, true))
        },
        || {
            let mut ring = Ring::<_, 1>::new();
            let (sender, mut receiver) = ring.split();
            let send = async { (sender.send(1).await, sender.send(2).await) };
            let recv = async { (receiver.recv().await, receiver.recv().await) };
            let sent_and_received = ((Ok(()), Ok(())), (Some(1), Some(2)));
            gives(join((send, recv)), sent_and_received)
        },
        || {
            let (sender, mut receiver) = ANSWERS.try_split().unwrap();
            let send = async {
                let permit = shorthand::mpsc::reserve(&sender).await;
                let answer = later(1).await;
                permit.map(|permit| permit.send(answer))
            };
            let recv = shorthand::mpsc::recv(&mut receiver);
            gives(join((send, recv)), (Ok(Ok(())), Some(1)))
        },
        || ANSWERS.try_split().is_some(),
    ];
    let wrong = checks.iter().position(|check| !check());
    wrong.map_or(0, |index| index as i32 + 1)
}

/// Whether the first poll gives nothing, and the second this answer.
fn gives<F: Future<Output: PartialEq>>(future: F, answer: F::Output) -> bool {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    future.as_mut().poll(&mut cx).is_pending() && future.poll(&mut cx) == Poll::Ready(answer)
}

/// Gives way once, and then answers.
async fn later(answer: u8) -> u8 {
    yield_now().await;
    answer
}

/// The same, and it is well.
async fn fine(answer: u8) -> Result<u8, ()> {
    Ok(later(answer).await)
}
