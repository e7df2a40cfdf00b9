//! What a request costs the server.

use std::io;

use longhand_bench::figures::Figure;
use longhand_bench::serving::{INSTRUCTIONS, TIME};
use longhand_bench::workload::Cost;
use longhand_bench::{arguments, progress, stopwatch};

use crate::client::Client;
use crate::process::Server;
use crate::servers::names;

/// With `--quick` without the last.
const CONNECTIONS: [usize; 3] = [1, 64, 1_000];

fn connections() -> &'static [usize] {
    let most = if arguments::has("--quick") { 2 } else { 3 };
    &CONNECTIONS[..most]
}

fn figure(unit: &str, connections: usize, who: &str, cost: &Cost) -> Figure {
    Figure {
        what: "a request".to_owned(),
        at: Some(connections as u64),
        who: who.to_owned(),
        lesser: false,
        unit: unit.to_owned(),
        figure: cost.median,
        spread: cost.spread,
    }
}

/// Instructions of user space: what a longer run has more than a shorter one, so that what is done once
/// falls out. There must be a valgrind.
pub(crate) fn instructions() -> io::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    let requests = if arguments::has("--quick") {
        500
    } else {
        5_000
    };
    for name in names() {
        for &connections in connections() {
            progress::say(&format!("{name}: instructions, {connections} at once"));
            let few = counted(name, connections, requests)?;
            let many = counted(name, connections, 5 * requests)?;
            let each = (many as f64 - few as f64) / (4 * requests) as f64;
            let cost = Cost {
                median: each,
                spread: None,
            };
            figures.push(figure(INSTRUCTIONS, connections, name, &cost));
        }
    }
    Ok(figures)
}

/// Whoever tries to read before it waits would find the next request there, or not, by how quick the client
/// is. So one connection asks when the server sleeps, and of many half of them at a time.
fn counted(name: &str, connections: usize, requests: usize) -> io::Result<u64> {
    let server = Server::start_counted(name)?;
    let mut client = Client::connect(server.address, connections)?;
    if connections == 1 {
        for _ in 0..requests {
            server.wait_until_it_sleeps()?;
            client.request(1, 1)?;
        }
    } else {
        client.request(requests, connections / 2)?;
    }
    let counted = server.end()?;
    counted.ok_or_else(|| io::Error::other("callgrind has counted nothing"))
}

/// Microseconds that the server was on a processor: the median of some rounds, in each of which each server
/// has its turn, so that a busy machine is busy for all.
pub(crate) fn time() -> io::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for &connections in connections() {
        progress::say(&format!("time, {connections} at once"));
        for (name, cost) in names().zip(in_turn(connections)?) {
            figures.push(figure(TIME, connections, name, &cost));
        }
    }
    // A server's beside each other, as those of instructions are.
    figures.sort_by_key(|figure| names().position(|name| name == figure.who));
    Ok(figures)
}

fn in_turn(connections: usize) -> io::Result<Vec<Cost>> {
    let (rounds, requests) = if arguments::has("--quick") {
        (3, 2_000)
    } else {
        (9, 20_000)
    };
    let mut servers = Vec::new();
    for name in names() {
        let server = Server::start(name)?;
        let mut client = Client::connect(server.address, connections)?;
        client.request(requests / 4, 1)?;
        servers.push((server, client, Vec::new()));
    }
    for _ in 0..rounds {
        for (server, client, times) in &mut servers {
            let before = server.nanoseconds()?;
            client.request(requests, 1)?;
            let nanoseconds = server.nanoseconds()? - before;
            times.push(nanoseconds as f64 / 1e3 / requests as f64);
        }
    }
    let mut costs = Vec::new();
    for (server, client, times) in servers {
        drop(client);
        server.end()?;
        costs.push(stopwatch::cost(times));
    }
    Ok(costs)
}
