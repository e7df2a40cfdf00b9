//! A line that says how far a long measurement is.

use std::io::{self, IsTerminal};

/// Says what is measured now, if somebody watches. The next line is written over it.
pub fn say(now: &str) {
    if io::stderr().is_terminal() {
        eprint!("{now:60}\r");
    }
}
