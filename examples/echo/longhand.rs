//! A connection as a machine. Twin: `shorthand.rs`.
//!
//! ```text
//! echo() --> Reading <--1,2--> Writing
//!               +--------3---------> ready
//! ```
//!
//! | # | state   | what                          | next    |                                           |
//! |---|---------|-------------------------------|---------|-------------------------------------------|
//! | 1 | Reading | bytes, and no room for all    | Writing | the rest of them takes a buffer           |
//! | 2 | Writing | all are written               | Reading | the buffer is given back                  |
//! | 3 | Reading | the end                       |         | ready: all that came was sent back        |
//!
//! While it waits for its peer a connection has no buffer: it reads into one that all share, which is
//! free again before the poll ends, because what cannot be written at once moves out of it.
//!
//! One timer, which no request touches, watches that something moves: when it ends, and something has
//! moved since it began, it begins again.

use std::cell::RefCell;
use std::future::Future;
use std::io;
use std::mem;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use longhand::net::TcpStream;
use longhand::time::{Sleep, sleep};
use pin_project::pin_project;

use super::{BUFFER, STEPS};

/// What the connections of a server share.
pub(crate) struct Shared {
    buffer: RefCell<[u8; BUFFER]>,
    idle: Duration,
}

impl Shared {
    pub(crate) fn new(idle: Duration) -> Rc<Self> {
        Rc::new(Shared {
            buffer: RefCell::new([0; BUFFER]),
            idle,
        })
    }
}

/// Sends back what comes, until the peer has no more to say.
pub(crate) fn echo(stream: TcpStream, shared: Rc<Shared>) -> Echo {
    Echo {
        stream,
        state: State::Reading,
        has_moved: false,
        idle: sleep(shared.idle),
        shared,
    }
}

#[pin_project]
pub(crate) struct Echo {
    stream: TcpStream,
    state: State,
    /// Whether a byte has moved since the timer began.
    has_moved: bool,
    #[pin]
    idle: Sleep,
    shared: Rc<Shared>,
}

enum State {
    Reading,
    /// `rest[from..]` is still to be sent.
    Writing {
        rest: Box<[u8]>,
        from: usize,
    },
}

impl Future for Echo {
    type Output = io::Result<()>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut echo = self.project();
        for _ in 0..STEPS {
            match echo.state.step(cx, echo.stream, echo.shared)? {
                Poll::Ready(Step::Moved) => *echo.has_moved = true,
                Poll::Ready(Step::Ended) => return Poll::Ready(Ok(())),
                Poll::Pending => {
                    while echo.idle.as_mut().poll(cx).is_ready() {
                        if !mem::take(echo.has_moved) {
                            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
                        }
                        echo.idle.set(sleep(echo.shared.idle));
                    }
                    return Poll::Pending;
                }
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// What a step has come to.
enum Step {
    Moved,
    Ended,
}

impl State {
    fn step(
        &mut self,
        cx: &mut Context<'_>,
        stream: &TcpStream,
        shared: &Shared,
    ) -> Poll<io::Result<Step>> {
        match self {
            State::Reading => {
                let mut buffer = shared.buffer.borrow_mut();
                let read = ready!(stream.poll_read(cx, &mut *buffer))?;
                if read == 0 {
                    return Poll::Ready(Ok(Step::Ended)); // 3
                }
                let written = match stream.poll_write(cx, &buffer[..read])? {
                    Poll::Ready(written) => written,
                    Poll::Pending => 0,
                };
                if written < read {
                    let rest = buffer[written..read].into();
                    *self = State::Writing { rest, from: 0 }; // 1
                }
            }
            State::Writing { rest, from } => {
                *from += ready!(stream.poll_write(cx, &rest[*from..]))?;
                if *from == rest.len() {
                    *self = State::Reading; // 2
                }
            }
        }
        Poll::Ready(Ok(Step::Moved))
    }
}
