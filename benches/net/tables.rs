//! What is measured, and the tables of it.

use std::io;

use longhand_bench::{callgrind, table::Table};

use crate::client::Client;
use crate::process::Server;
use crate::servers::names;

const CONNECTIONS: [usize; 3] = [1, 64, 1_000];

/// Of the shorter run; the longer one has five times as many.
const REQUESTS: usize = 5_000;

/// Instructions of user space a request, and by how many they are more than the bare loop's.
pub(crate) fn instructions() -> io::Result<()> {
    if !callgrind::is_here() {
        println!("instructions are not counted: there is no valgrind");
        return Ok(());
    }
    let columns = CONNECTIONS.map(|connections| format!("{connections} at once"));
    let mut table = Table::new(
        ["instructions a request".to_owned()]
            .into_iter()
            .chain(columns),
    );
    let mut raw = [0.0; CONNECTIONS.len()];
    for name in names() {
        let mut cells = vec![name.to_owned()];
        for (connections, raw) in CONNECTIONS.into_iter().zip(&mut raw) {
            let few = counted(name, connections, REQUESTS)?;
            let many = counted(name, connections, 5 * REQUESTS)?;
            let each = (many as f64 - few as f64) / (4 * REQUESTS) as f64;
            cells.push(if name == "raw" {
                *raw = each;
                format!("{each:.0}")
            } else {
                format!("{each:.0} ({:+.0})", each - *raw)
            });
        }
        table.push(cells);
    }
    println!("{table}");
    Ok(())
}

fn counted(name: &str, connections: usize, requests: usize) -> io::Result<u64> {
    let server = Server::start_counted(name)?;
    let mut client = Client::connect(server.address, connections)?;
    client.request(requests)?;
    let counted = server.end()?;
    counted.ok_or_else(|| io::Error::other("callgrind has counted nothing"))
}

const ROUNDS: usize = 9;

/// Microseconds that the server was on a processor a request.
pub(crate) fn cpu() -> io::Result<()> {
    let columns = CONNECTIONS.map(|connections| format!("{connections} at once"));
    let mut table = Table::new(
        ["µs of the server a request".to_owned()]
            .into_iter()
            .chain(columns),
    );
    let mut medians = Vec::new();
    for connections in CONNECTIONS {
        medians.push(in_turn(connections)?);
    }
    for (index, name) in names().enumerate() {
        let cells = medians
            .iter()
            .map(|medians| format!("{:.2}", medians[index]));
        table.push([name.to_owned()].into_iter().chain(cells));
    }
    println!("{table}");
    Ok(())
}

/// The median of each server; in every round each has its turn.
fn in_turn(connections: usize) -> io::Result<Vec<f64>> {
    let requests = 20_000;
    let mut servers = Vec::new();
    for name in names() {
        let server = Server::start(name)?;
        let mut client = Client::connect(server.address, connections)?;
        client.request(requests / 4)?;
        servers.push((server, client, Vec::new()));
    }
    for _ in 0..ROUNDS {
        for (server, client, rounds) in &mut servers {
            let before = server.nanoseconds()?;
            client.request(requests)?;
            let nanoseconds = server.nanoseconds()? - before;
            rounds.push(nanoseconds as f64 / 1e3 / requests as f64);
        }
    }
    let mut medians = Vec::new();
    for (server, client, mut rounds) in servers {
        drop(client);
        server.end()?;
        rounds.sort_by(f64::total_cmp);
        medians.push(rounds[ROUNDS / 2]);
    }
    Ok(medians)
}

const IDLE: usize = 10_000;

/// Bytes of ten thousand connections that wait, each.
pub(crate) fn memory() -> io::Result<()> {
    let mut table = Table::new(["bytes a connection that waits", "heap", "resident"]);
    for name in names() {
        let mut server = Server::start(name)?;
        // What is there once, and grows once, is there before.
        drop(Client::connect(server.address, 1)?);
        let before = (server.live()?, server.resident()?);
        let client = Client::connect(server.address, IDLE)?;
        let after = (server.live()?, server.resident()?);
        drop(client);
        server.end()?;
        let each = |before: u64, after: u64| (after as f64 - before as f64) / IDLE as f64;
        table.push([
            name.to_owned(),
            format!("{:.0}", each(before.0, after.0)),
            format!("{:.0}", each(before.1, after.1)),
        ]);
    }
    println!("{table}");
    Ok(())
}
