//! The tour as `async fn`s. Twin: `longhand.rs`.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use longhand::OneOf2;
use longhand::channel::oneshot::{Sender, oneshot};
use longhand::net::{TcpListener, TcpStream};
use longhand::shorthand::net::{accept, connect, read, read_exact, write_all};
use longhand::shorthand::{join, select, sleep, spawn, timeout};

use super::{LINE, PATIENCE, Tour, message};

/// A server and two clients; what the clients were given back.
pub(super) async fn tour(tour: Tour) -> io::Result<[Vec<u8>; 2]> {
    let meter = tour.meter.clone();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot();
    let server = select((
        meter.watch("accept loop", serve(tour.clone(), listener)),
        meter.watch("oneshot receiver", stopped),
    ));
    let server = spawn(meter.watch("select: server, stop", server));
    let clients = meter.watch("join, then stop", clients(tour, address, stop));
    let (served, echoed) = meter
        .watch("join: server, clients", join((server, clients)))
        .await;
    match served {
        OneOf2::First(Err(error)) => Err(error),
        OneOf2::First(Ok(())) | OneOf2::Second(_) => echoed,
    }
}

/// Accepts for ever, and spawns a task for each connection.
async fn serve(tour: Tour, listener: TcpListener) -> io::Result<()> {
    loop {
        let (stream, _) = accept(&listener).await?;
        let connection = tour.meter.watch("connection", echo(tour.clone(), stream));
        let limit = tour.meter.watch("sleep", sleep(PATIENCE));
        let connection = timeout(limit, connection);
        spawn(tour.meter.watch("timeout: connection", connection)).detach();
    }
}

/// Sends back what comes, until the peer has no more to say.
async fn echo(tour: Tour, stream: TcpStream) -> io::Result<()> {
    let mut buffer = [0; LINE];
    loop {
        let length = read(&stream, &mut buffer).await?;
        if length == 0 {
            return Ok(());
        }
        write_all(&stream, &buffer[..length]).await?;
        tour.requests.set(tour.requests.get() + 1);
    }
}

/// Two clients at once, and then the end of the server.
async fn clients(tour: Tour, address: SocketAddr, stop: Sender<()>) -> io::Result<[Vec<u8>; 2]> {
    let client = || tour.meter.watch("client", client(address));
    let both = tour
        .meter
        .watch("join: two clients", join((client(), client())));
    let (first, second) = both.await;
    // The server can have ended before, by an error: that is told by its own answer.
    let _ = stop.send(());
    Ok([first?, second?])
}

/// Sends each message, and gathers what comes back.
async fn client(address: SocketAddr) -> io::Result<Vec<u8>> {
    let stream = connect(address).await?;
    let mut echoed = Vec::new();
    while let Some(message) = message(echoed.len()) {
        write_all(&stream, message).await?;
        let start = echoed.len();
        echoed.resize(start + message.len(), 0);
        read_exact(&stream, &mut echoed[start..]).await?;
    }
    Ok(echoed)
}
