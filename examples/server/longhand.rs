//! The server as a machine. Twin: `shorthand.rs`.
//!
//! ```text
//! serve() --> Accepting --1--> Draining --2,3--> Finished
//! ```
//!
//! | # | what                          | then                                              |
//! |---|-------------------------------|---------------------------------------------------|
//! | 1 | it is told to stop            | nobody is accepted any more                       |
//! | 2 | the last connection has ended | ready                                             |
//! | 3 | the grace is over             | ready; the executor's end is that of the others   |

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use longhand::channel::oneshot::Receiver;
use longhand::net::{TcpListener, TcpStream};
use longhand::spawn;
use longhand::time::{Sleep, sleep};
use pin_project::pin_project;

use super::places::{Place, Places};
use super::{Limits, STEPS, Served};

/// Accepts, and spawns what `connection` makes of each stream, until `stop` says so.
pub(crate) fn serve<C, F>(
    listener: TcpListener,
    stop: Receiver<()>,
    limits: Limits,
    connection: C,
) -> Serve<C>
where
    C: FnMut(TcpStream) -> F,
    F: Future + 'static,
{
    Serve {
        state: State::Accepting(listener, stop),
        places: Places::new(limits.connections),
        accepted: 0,
        limits,
        connection,
    }
}

#[pin_project]
pub(crate) struct Serve<C> {
    #[pin]
    state: State,
    places: Places,
    accepted: usize,
    limits: Limits,
    connection: C,
}

#[pin_project(project = Projection)]
enum State {
    Accepting(TcpListener, Receiver<()>),
    Draining(#[pin] Sleep),
    Finished,
}

impl<C, F> Future for Serve<C>
where
    C: FnMut(TcpStream) -> F,
    F: Future + 'static,
{
    type Output = Served;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Served> {
        let mut serve = self.project();
        if let Projection::Accepting(listener, stop) = serve.state.as_mut().project() {
            if Pin::new(stop).poll(cx).is_pending() {
                for _ in 0..STEPS {
                    ready!(serve.places.poll_free(cx));
                    match ready!(listener.poll_accept(cx)) {
                        Ok((stream, _)) => {
                            *serve.accepted += 1;
                            let _ = stream.set_nodelay(true); // answers are small
                            let connection = (serve.connection)(stream);
                            spawn(Placed::new(serve.places.take(), connection)).detach();
                        }
                        // Told once: without descriptors the listener rests before the next.
                        Err(error) => eprintln!("not accepted: {error}"),
                    }
                }
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            serve.state.set(State::Draining(sleep(serve.limits.grace))); // 1
        }
        let Projection::Draining(grace) = serve.state.as_mut().project() else {
            panic!("`Serve` polled after completion");
        };
        if serve.places.poll_all_free(cx).is_pending() {
            ready!(grace.poll(cx)); // 3
        } // 2
        serve.state.set(State::Finished);
        Poll::Ready(Served {
            accepted: *serve.accepted,
            cut_off: serve.places.taken(),
        })
    }
}

/// A connection and its place, which is free when the connection has ended.
#[pin_project]
struct Placed<F> {
    #[pin]
    connection: F,
    place: Place,
}

impl<F> Placed<F> {
    fn new(place: Place, connection: F) -> Self {
        Placed { connection, place }
    }
}

impl<F: Future> Future for Placed<F> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().connection.poll(cx).map(drop)
    }
}
