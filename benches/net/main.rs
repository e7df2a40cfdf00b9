//! An echo server on loopback, longhand beside its twin, its peers, and a bare loop over `epoll`: what a
//! request of 64 bytes costs, and what a connection takes that waits.
//!
//! The server is this program once more, on one thread; the client is the bench itself. The servers run
//! in turn, so that a busy machine is busy for all. `-- instructions`, `-- cpu` or `-- memory` is one part
//! of it alone, and `-- --quick` the last.
//!
//! Instructions are those of user space alone, counted by callgrind, over two runs of which one makes more
//! requests: what is done once falls out. smol's count at one connection does not repeat: a thread of its own
//! contends there for the reactor. Most of a request's time is the system's, which the second part
//! shows: nanoseconds that the server was on a processor, the median of some rounds.

#[cfg(target_os = "linux")]
mod client;
#[cfg(target_os = "linux")]
mod heap;
#[cfg(target_os = "linux")]
mod process;
#[cfg(target_os = "linux")]
mod servers;
#[cfg(target_os = "linux")]
mod tables;

#[cfg(target_os = "linux")]
fn main() -> std::io::Result<()> {
    use longhand_bench::arguments;

    if let Some(name) = arguments::value(process::SERVE) {
        return servers::serve(&name);
    }
    let parts = [
        ("instructions", tables::instructions as fn() -> _),
        ("cpu", tables::cpu),
        ("memory", tables::memory),
    ];
    let is_asked = |name| arguments::has(name);
    let is_any_asked = parts.iter().any(|(name, _)| is_asked(name));
    let is_quick = arguments::has("--quick");
    for (name, print) in parts {
        let is_due = !is_any_asked && (!is_quick || name == "memory");
        if is_asked(name) || is_due {
            print()?;
        }
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("not run: it reads what Linux tells of a process");
}
