//! The chapter "block_on": an executor for one future in drafts, each a program that runs, and what it
//! does when its thread is scripted.

pub mod busy;
pub mod forgetful;
pub mod letter;
pub mod nested;
pub mod peers;
pub mod signalled;
pub mod thread;
pub mod tokens;

use letter::letter;

/// What happens when the draft waits for a letter that comes at a time, in microseconds.
fn run(at: u64, block_on: impl FnOnce(letter::Letter) -> &'static str) -> String {
    thread::script(|| {
        let answer = block_on(letter("hello", at));
        thread::say(&format!("the program has its letter: {answer:?}"));
    })
}

/// Draft 1, with a letter that comes after three milliseconds.
pub fn run_busy() -> String {
    run(3_000, busy::block_on)
}

/// Draft 2, with a letter that comes when it sleeps.
pub fn run_asleep() -> String {
    run(3_000, forgetful::block_on)
}

/// Draft 2, with a letter that comes between the poll and the sleep.
pub fn run_lost() -> String {
    run(2, forgetful::block_on)
}

/// The last draft, with the same letter.
pub fn run_signalled() -> String {
    run(2, signalled::block_on)
}
