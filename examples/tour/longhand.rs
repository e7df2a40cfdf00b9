//! The tour by hand: every future is a struct with named states. Twin: `shorthand.rs`.

use std::future::Future;
use std::io;
use std::mem;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use longhand::OneOf2;
use longhand::channel::oneshot::{Receiver, Sender, oneshot};
use longhand::join::Join;
use longhand::net::{Connect, TcpListener, TcpStream};
use longhand::select::Select;
use longhand::time::sleep;
use longhand::trace::Counted;
use longhand::{Task, join, select, spawn, timeout};
use pin_project::pin_project;

use super::{LINE, PATIENCE, Tour, message};

/// A server and two clients; what the clients were given back.
pub(super) fn tour(tour: Tour) -> Start {
    Start {
        state: State::Unpolled(tour),
    }
}

type Server = Counted<Select<Counted<Serve>, Counted<Receiver<()>>>>;
type Served = OneOf2<io::Result<()>, Result<(), longhand::channel::oneshot::Closed>>;

/// `Unpolled --> Joining --> Finished`: it listens with its first poll.
#[pin_project]
pub(super) struct Start {
    #[pin]
    state: State,
}

#[pin_project(project = Projection)]
#[expect(
    clippy::large_enum_variant,
    reason = "a machine is as large as its largest state"
)]
enum State {
    Unpolled(Tour),
    Joining(#[pin] Counted<Join<Task<Served>, Counted<Clients>>>),
    Finished,
}

impl Future for Start {
    type Output = io::Result<[Vec<u8>; 2]>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.project().state;
        if let Projection::Unpolled(tour) = state.as_mut().project() {
            let joining = start(tour)?;
            state.set(State::Joining(joining));
        }
        let Projection::Joining(both) = state.as_mut().project() else {
            panic!("`Start` polled after completion");
        };
        let (served, echoed) = ready!(both.poll(cx));
        state.set(State::Finished);
        Poll::Ready(match served {
            OneOf2::First(Err(error)) => Err(error),
            OneOf2::First(Ok(())) | OneOf2::Second(_) => echoed,
        })
    }
}

fn start(tour: &Tour) -> io::Result<Counted<Join<Task<Served>, Counted<Clients>>>> {
    let meter = &tour.meter;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot();
    let serve = Serve {
        tour: tour.clone(),
        listener,
    };
    let server: Server = meter.watch(
        "select: server, stop",
        select((
            meter.watch("accept loop", serve),
            meter.watch("oneshot receiver", stopped),
        )),
    );
    let clients = Clients::new(tour, address, stop);
    let clients = meter.watch("join, then stop", clients);
    Ok(meter.watch("join: server, clients", join((spawn(server), clients))))
}

/// Accepts for ever, and spawns a task for each connection.
struct Serve {
    tour: Tour,
    listener: TcpListener,
}

impl Future for Serve {
    type Output = io::Result<()>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            let (stream, _) = ready!(self.listener.poll_accept(cx))?;
            let meter = &self.tour.meter;
            let connection = meter.watch("connection", Echo::new(self.tour.clone(), stream));
            let limit = meter.watch("sleep", sleep(PATIENCE));
            let connection = timeout(limit, connection);
            spawn(meter.watch("timeout: connection", connection)).detach();
        }
    }
}

/// Sends back what comes, until the peer has no more to say: `Reading <--> Writing`.
struct Echo {
    tour: Tour,
    stream: TcpStream,
    state: Turn,
    buffer: [u8; LINE],
}

enum Turn {
    Reading,
    /// `buffer[from..to]` is still to be sent.
    Writing {
        from: usize,
        to: usize,
    },
}

impl Echo {
    fn new(tour: Tour, stream: TcpStream) -> Self {
        let (state, buffer) = (Turn::Reading, [0; LINE]);
        Echo {
            tour,
            stream,
            state,
            buffer,
        }
    }
}

impl Future for Echo {
    type Output = io::Result<()>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let echo = &mut *self;
        loop {
            echo.state = match echo.state {
                Turn::Reading => match ready!(echo.stream.poll_read(cx, &mut echo.buffer))? {
                    0 => return Poll::Ready(Ok(())),
                    to => Turn::Writing { from: 0, to },
                },
                Turn::Writing { from, to } if from == to => {
                    echo.tour.requests.set(echo.tour.requests.get() + 1);
                    Turn::Reading
                }
                Turn::Writing { from, to } => {
                    let written = ready!(echo.stream.poll_write(cx, &echo.buffer[from..to]))?;
                    Turn::Writing {
                        from: from + written,
                        to,
                    }
                }
            };
        }
    }
}

/// Two clients at once, and then the end of the server.
#[pin_project]
struct Clients {
    #[pin]
    both: Counted<Join<Counted<Client>, Counted<Client>>>,
    stop: Option<Sender<()>>,
}

impl Clients {
    fn new(tour: &Tour, address: SocketAddr, stop: Sender<()>) -> Self {
        let client = || tour.meter.watch("client", Client::new(address));
        let both = tour
            .meter
            .watch("join: two clients", join((client(), client())));
        Clients {
            both,
            stop: Some(stop),
        }
    }
}

impl Future for Clients {
    type Output = io::Result<[Vec<u8>; 2]>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let clients = self.project();
        let (first, second) = ready!(clients.both.poll(cx));
        if let Some(stop) = clients.stop.take() {
            // The server can have ended before, by an error: that is told by its own answer.
            let _ = stop.send(());
        }
        Poll::Ready(Ok([first?, second?]))
    }
}

/// Connects, and then talks: `Connecting --> Talking`.
enum Client {
    Connecting(Connect),
    Talking(Talk),
}

impl Client {
    fn new(address: SocketAddr) -> Self {
        Client::Connecting(TcpStream::connect(address))
    }
}

impl Future for Client {
    type Output = io::Result<Vec<u8>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if let Client::Connecting(connect) = &mut *self {
            let stream = ready!(Pin::new(connect).poll(cx))?;
            *self = Client::Talking(Talk::new(stream));
        }
        match &mut *self {
            Client::Connecting(_) => Poll::Pending,
            Client::Talking(talk) => Pin::new(talk).poll(cx),
        }
    }
}

/// Sends each message, and gathers what comes back: `Writing <--> Reading`.
struct Talk {
    stream: TcpStream,
    step: Step,
    /// What has come back, and behind it the room for what is still to come of this message.
    echoed: Vec<u8>,
}

#[derive(Clone, Copy)]
enum Step {
    /// `rest` is still to be sent, and its message to be read from `from` on.
    Writing { rest: &'static [u8], from: usize },
    /// `echoed[from..]` is still to be read.
    Reading { from: usize },
}

impl Talk {
    fn new(stream: TcpStream) -> Self {
        let (step, echoed) = (Step::Reading { from: 0 }, Vec::new());
        Talk {
            stream,
            step,
            echoed,
        }
    }
}

impl Future for Talk {
    type Output = io::Result<Vec<u8>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let talk = &mut *self;
        loop {
            talk.step = match talk.step {
                Step::Writing { rest: [], from } => Step::Reading { from },
                Step::Writing { rest, from } => {
                    let written = ready!(talk.stream.poll_write(cx, rest))?;
                    Step::Writing {
                        rest: &rest[written..],
                        from,
                    }
                }
                // All of this message is back: the next, if there is one.
                Step::Reading { from } if from == talk.echoed.len() => match message(from) {
                    Some(rest) => {
                        talk.echoed.resize(from + rest.len(), 0);
                        Step::Writing { rest, from }
                    }
                    None => return Poll::Ready(Ok(mem::take(&mut talk.echoed))),
                },
                Step::Reading { from } => {
                    match ready!(talk.stream.poll_read(cx, &mut talk.echoed[from..]))? {
                        0 => return Poll::Ready(Err(io::ErrorKind::UnexpectedEof.into())),
                        read => Step::Reading { from: from + read },
                    }
                }
            };
        }
    }
}
