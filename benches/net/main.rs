//! An echo server on loopback, longhand beside its twin, its peers, and a bare loop over `epoll`: what a
//! request of 64 bytes costs, and what a connection takes that waits.
//!
//! The server is this program once more, on one thread; the client is the bench itself. `-- instructions`,
//! `-- time` or `-- memory` is one part of it alone, and `-- --quick` less of each. Of ten thousand connections
//! each process has ten thousand descriptors, and allows itself as many as it may.

#[cfg(target_os = "linux")]
mod client;
#[cfg(target_os = "linux")]
mod connections;
#[cfg(target_os = "linux")]
mod heap;
#[cfg(target_os = "linux")]
mod process;
#[cfg(target_os = "linux")]
mod requests;
#[cfg(target_os = "linux")]
mod servers;

#[cfg(target_os = "linux")]
fn main() -> std::io::Result<()> {
    use longhand_bench::{arguments, callgrind, figures, serving, summary};

    if let Some(name) = arguments::value(process::SERVE) {
        return servers::serve(&name);
    }
    process::allow_descriptors()?;
    let parts = ["instructions", "time", "memory"];
    let is_any_asked = parts.into_iter().any(arguments::has);
    let is_due = |part| !is_any_asked || arguments::has(part);
    let mut all = Vec::new();
    if is_due("instructions") && callgrind::is_here() {
        let figures = requests::instructions()?;
        println!("{}", serving::instructions(&figures));
        all.extend(figures);
    }
    if is_due("time") {
        let figures = requests::time()?;
        println!("{}", serving::time(&figures));
        all.extend(figures);
    }
    if is_due("memory") {
        let figures = connections::memory()?;
        for table in summary::all_numbered(&figures) {
            println!("{table}");
        }
        println!("{}", serving::memory(&figures));
        all.extend(figures);
    }
    figures::keep("net", all)
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("not run: it reads what Linux tells of a process");
}
