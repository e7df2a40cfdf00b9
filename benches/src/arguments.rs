//! What a bench was asked for.

use std::env;

/// Whether the argument was given.
pub fn has(name: &str) -> bool {
    env::args().any(|argument| argument == name)
}

/// The argument behind this one, if it was given.
pub fn value(name: &str) -> Option<String> {
    env::args().skip_while(|argument| argument != name).nth(1)
}
