//! `{{#run NAME}}`: what a small program prints.
//!
//! It is run when the book is built. A test compares it with `book/recordings/NAME.txt`, because
//! the prose around it says what it means.

use std::fs;
use std::future::ready;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::task::{Context, Waker};

use anyhow::{Context as _, Result};

use crate::scenes::{arms, select, timeout};
use crate::{
    channels, drafts, in_turn, limits, panics, pinned, polls, reactors, running, serving, tasks,
    threads, waiting, wakers,
};

/// A program: its name, and the function that runs it and gives what it prints.
pub type Run = (&'static str, fn() -> String);

/// Every program.
pub const ALL: &[Run] = &[
    ("waiting-one-by-one", waiting::programs::run_one_by_one),
    ("waiting-all-begun", waiting::programs::run_all_begun),
    ("waiting-hidden", waiting::hidden::run),
    ("threads-lost", threads::programs::run_lost),
    ("threads-locked", threads::programs::run_locked),
    ("threads-sent", threads::programs::run_sent),
    ("threads-as-tasks", threads::programs::run_as_tasks),
    ("threads-deadlock", threads::programs::run_deadlock),
    ("poll-one-at-a-time", polls::programs::run_one_at_a_time),
    ("poll-busy", polls::programs::run_busy),
    ("poll-told", polls::programs::run_told),
    ("poll-ask-first", polls::programs::run_ask_first),
    ("poll-settled", polls::settled::run),
    ("block-on-busy", running::run_busy),
    ("block-on-asleep", running::run_asleep),
    ("block-on-lost", running::run_lost),
    ("block-on-signalled", running::run_signalled),
    ("waker-polls", wakers::polling::run),
    ("waker-impatient", wakers::impatient::run),
    ("task-hundred", tasks::polls::run_hundred),
    ("task-dropped", tasks::runs::run_dropped),
    ("task-restless", tasks::runs::run_restless),
    ("channel-torn", channels::orders::run_torn),
    ("channel-deaf", channels::orders::run_deaf),
    ("channel-cancelled", channels::cancelled::run),
    ("reactor-lost", reactors::runs::run_lost),
    ("reactor-in-vain", reactors::runs::run_in_vain),
    ("reactor-undriven", reactors::runs::run_undriven),
    ("reactor-two-readers", reactors::runs::run_two_readers),
    ("spawn-one-by-one", serving::runs::run_one_by_one),
    ("spawn-spawning", serving::runs::run_spawning),
    ("spawn-idle", serving::runs::run_idle),
    ("spawn-stopped", serving::runs::run_stopped),
    ("spawn-cancelled", serving::handles::run_cancelled),
    ("spawn-panicked", serving::handles::run_panicked),
    ("draft-1", drafts::first::run),
    ("draft-2-in-place", drafts::second::run_in_place),
    ("draft-2-moved", drafts::second::run_moved),
    ("draft-3", drafts::third::run),
    ("join-again", join_again),
    ("lost-letter", || letters(&select::lose())),
    ("kept-letter", || letters(&select::keep())),
    ("owned-letter", || letters(&arms::own())),
    ("locked", arms::run_locked),
    ("driven", arms::run_driven),
    ("timeout-elsewhere", limits::run_elsewhere),
    ("timeout-late", limits::run_late),
    ("timeout-undriven", limits::run_undriven),
    ("timeout-restarted", timeout::run_restarted),
    ("timeout-lost", timeout::run_lost),
    ("mirrors", timeout::run_mirrors),
    ("pin-moved", pinned::marked::run),
    ("pin-borrowed", pinned::shorthand::run),
    ("in-turn-forgotten", in_turn::forgetting::run),
    ("in-turn-dropped", in_turn::dropped::run),
    ("in-turn-again", in_turn::dropped::run_again),
];

/// The program's output as a page shows it.
pub fn run(name: &str) -> Result<String> {
    let program = ALL.iter().find(|(known, _)| *known == name);
    let (_, program) = program.with_context(|| format!("there is no program `{name}`"))?;
    Ok(format!("```text\n{}\n```", program().trim_end()))
}

/// Writes what every program prints, and says how many there are.
pub fn write_all(root: &Path) -> Result<usize> {
    for (name, program) in ALL {
        fs::write(path(root, name), program())?;
    }
    Ok(ALL.len())
}

/// What it printed when its output was committed.
pub fn read(root: &Path, name: &str) -> Result<String> {
    let path = path(root, name);
    fs::read_to_string(&path).with_context(|| path.display().to_string())
}

fn path(root: &Path, name: &str) -> PathBuf {
    root.join("book/recordings")
        .join(name)
        .with_extension("txt")
}

/// Polls a join after it has given its answers.
fn join_again() -> String {
    let mut future = pin!(longhand::join((ready(1), ready(2))));
    let mut cx = Context::from_waker(Waker::noop());
    let mut poll = || match panics::catch(|| future.as_mut().poll(&mut cx)) {
        Ok(answer) => format!("{answer:?}"),
        Err(words) => format!("panicked: {words}"),
    };
    format!("first poll:  {}\nsecond poll: {}", poll(), poll())
}

fn letters(outcome: &select::Outcome) -> String {
    let (read, left) = (&outcome.read, Vec::from_iter(outcome.left));
    format!("put in: [\"hello\"]\nread:   {read:?}\nleft:   {left:?}")
}
