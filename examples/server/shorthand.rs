//! The server as an `async fn`. Twin: `longhand.rs`.

use std::future::{Future, poll_fn};

use longhand::OneOf2;
use longhand::channel::oneshot::Receiver;
use longhand::net::{TcpListener, TcpStream};
use longhand::shorthand::net::accept;
use longhand::shorthand::{select, sleep, spawn, timeout, yield_now};

use super::places::Places;
use super::{Limits, STEPS, Served};

/// Accepts, and spawns what `connection` makes of each stream, until `stop` says so.
pub(crate) async fn serve<C, F>(
    listener: TcpListener,
    mut stop: Receiver<()>,
    limits: Limits,
    mut connection: C,
) -> Served
where
    C: FnMut(TcpStream) -> F,
    F: Future + 'static,
{
    let places = Places::new(limits.connections);
    let mut accepted = 0;
    loop {
        let next = async {
            poll_fn(|cx| places.poll_free(cx)).await;
            accept(&listener).await
        };
        let stream = match select((&mut stop, next)).await {
            OneOf2::First(_) => break,
            OneOf2::Second(Ok((stream, _))) => stream,
            // Told once: without descriptors the listener rests before the next.
            OneOf2::Second(Err(error)) => {
                eprintln!("not accepted: {error}");
                continue;
            }
        };
        let _ = stream.set_nodelay(true); // answers are small
        let (place, connection) = (places.take(), connection(stream));
        spawn(async move {
            connection.await;
            drop(place);
        })
        .detach();
        accepted += 1;
        if accepted % STEPS == 0 {
            yield_now().await;
        }
    }
    drop(listener);
    let drained = poll_fn(|cx| places.poll_all_free(cx));
    let _ = timeout(sleep(limits.grace), drained).await;
    Served {
        accepted,
        cut_off: places.taken(),
    }
}
