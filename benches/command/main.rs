//! `cargo run --release -p longhand-bench -- COMMAND`: what is made of the benches.
//!
//! | command            | does                                                                     |
//! |--------------------|--------------------------------------------------------------------------|
//! | `record`           | runs all benches, writes `book/data/*.csv`, and draws                    |
//! | `record --quick`   | the same with less, into `target/book-data`, and leaves the pages alone  |
//! | `draw`             | draws the plots and writes the tables of the pages, from `book/data`     |
//! | `draw --check`     | fails if they are not what is there                                      |
//! | `gate`             | fails if longhand has become larger or slower than `benches/gate.csv`    |
//! | `gate --write`     | writes `benches/gate.csv` anew                                           |

mod bench;
mod draw;
mod gate;
mod pages;
mod plot;

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["record"] => record(),
        ["record", "--quick"] => record_quickly(),
        ["draw"] => draw::write(),
        ["draw", "--check"] => draw::check(),
        ["gate"] => gate::measure().and_then(|figures| gate::check(&figures)),
        ["gate", "--measured", folder] => {
            gate::read(Path::new(folder)).and_then(|figures| gate::check(&figures))
        }
        ["gate", "--write"] => gate::measure().and_then(gate::write),
        _ => Err(io::Error::other(
            "use: longhand-bench record [--quick] | draw [--check] | gate [--write | --measured FOLDER]",
        )),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn record() -> io::Result<()> {
    let folder = data();
    for (number, name) in bench::ALL.iter().enumerate() {
        eprintln!("{} of {}: {name}", number + 1, bench::ALL.len());
        bench::run(name, &folder, &[])?;
    }
    draw::write()
}

fn record_quickly() -> io::Result<()> {
    let folder = repository().join("target/book-data");
    for name in bench::ALL {
        bench::run(name, &folder, &["--quick"])?;
    }
    draw::plots(&folder)?
        .iter()
        .try_for_each(|plot| plot.write(&folder))
}

/// The folder of the repository.
fn repository() -> PathBuf {
    let benches = Path::new(env!("CARGO_MANIFEST_DIR"));
    benches.parent().unwrap_or(benches).to_path_buf()
}

/// Where the figures are that the pages show.
fn data() -> PathBuf {
    repository().join("book/data")
}
