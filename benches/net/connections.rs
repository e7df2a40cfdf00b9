//! What a connection takes that waits: of one, and of more and more.

use std::io;

use longhand_bench::figures::Figure;
use longhand_bench::serving::{HEAP, RESIDENT};
use longhand_bench::{arguments, progress};

use crate::client::Client;
use crate::process::Server;
use crate::servers::names;

/// With `--quick` without the last.
const GROWTH: [usize; 5] = [1, 10, 100, 1_000, 10_000];

/// Bytes of connections that wait, each.
pub(crate) fn memory() -> io::Result<Vec<Figure>> {
    let steps = if arguments::has("--quick") { 4 } else { 5 };
    let mut figures = Vec::new();
    for name in names() {
        progress::say(&format!("{name}: memory"));
        let mut server = Server::start(name)?;
        // What is there once is there with the first, which is not counted.
        let mut clients = vec![Client::connect(server.address, 1)?];
        let before = server.memory()?;
        let mut connected = 0;
        for &connections in &GROWTH[..steps] {
            clients.push(Client::connect(server.address, connections - connected)?);
            connected = connections;
            let after = server.memory()?;
            for (unit, before, after) in [
                (HEAP, before.live, after.live),
                (RESIDENT, before.resident, after.resident),
            ] {
                figures.push(Figure {
                    what: "connections".to_owned(),
                    at: Some(connections as u64),
                    who: name.to_owned(),
                    lesser: false,
                    unit: unit.to_owned(),
                    figure: (after as f64 - before as f64) / connections as f64,
                    spread: None,
                });
            }
        }
        drop(clients);
        server.end()?;
    }
    Ok(figures)
}
