//! What the servers are told on the command line and on their standard input.

use std::env;
use std::io;
use std::thread;
use std::time::Duration;

use longhand::channel::oneshot::{Receiver, oneshot};

use super::server::Limits;

const OPTIONS: &str = "--shorthand, --connections N, --idle SECONDS, --grace SECONDS";

/// `ADDRESS [--shorthand] [--connections N] [--idle SECONDS] [--grace SECONDS]`
pub(crate) struct Arguments {
    pub(crate) address: String,
    pub(crate) is_shorthand: bool,
    pub(crate) limits: Limits,
}

impl Arguments {
    /// Those of this program.
    pub(crate) fn parse() -> Result<Self, String> {
        let mut arguments = Arguments {
            address: "127.0.0.1:7000".to_owned(),
            is_shorthand: false,
            limits: Limits::default(),
        };
        let limits = &mut arguments.limits;
        let mut words = env::args().skip(1);
        while let Some(word) = words.next() {
            match word.as_str() {
                "--shorthand" => arguments.is_shorthand = true,
                "--connections" => limits.connections = number(&word, words.next())?,
                "--idle" => limits.idle = Duration::from_secs(number(&word, words.next())?),
                "--grace" => limits.grace = Duration::from_secs(number(&word, words.next())?),
                address if !address.starts_with('-') => arguments.address = word,
                _ => return Err(format!("`{word}` is none of {OPTIONS}")),
            }
        }
        Ok(arguments)
    }
}

fn number<N: std::str::FromStr>(name: &str, value: Option<String>) -> Result<N, String> {
    let number = value.and_then(|value| value.parse().ok());
    number.ok_or_else(|| format!("`{name}` needs a number"))
}

/// Told when a line is typed. The end of the input is none.
pub(crate) fn stop_on_a_line() -> Receiver<()> {
    let (stop, stopped) = oneshot();
    thread::spawn(move || {
        let has_line = io::stdin()
            .read_line(&mut String::new())
            .is_ok_and(|read| read > 0);
        if !has_line {
            // Nobody will type. A sender that is dropped would say stop as well.
            loop {
                thread::park();
            }
        }
        let _ = stop.send(()); // the server may have ended before
    });
    stopped
}
