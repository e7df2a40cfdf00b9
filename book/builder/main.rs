//! `cargo run -p longhand-book`: builds the book into `book/book`.
//!
//! | arguments       | does                                                               |
//! |-----------------|--------------------------------------------------------------------|
//! | none            | builds the book and checks it                                      |
//! | `record`        | writes `book/recordings` anew; look at the difference and commit it|
//! | `preprocess`    | an mdBook preprocessor, so that `mdbook serve book` works too      |

use std::io::{self, Read};
use std::process::ExitCode;

use anyhow::{Result, bail};
use longhand_book::{book, recording, refused, repository, runs};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [] => {
            let report = book::build(&repository())?;
            println!("{report}");
        }
        ["record"] => {
            let scenes = recording::write_all(&repository())?;
            let runs = runs::write_all(&repository())?;
            let refused = refused::write_all(&repository())?;
            println!("written down: scenes {scenes}, runs {runs}, refusals {refused}");
        }
        // mdBook asks first whether its renderer is supported; all of them are.
        ["preprocess", "supports", _] => {}
        ["preprocess"] => {
            let mut asked = String::new();
            io::stdin().read_to_string(&mut asked)?;
            println!("{}", book::preprocess(&repository(), &asked)?);
        }
        _ => bail!("use: longhand-book [record | preprocess [supports RENDERER]]"),
    }
    Ok(())
}
