//! The runs that pages step through. A scene's name is that of its recording.

pub mod arms;
pub mod async_fn;
pub mod future;
pub mod join;
pub mod pin;
pub mod poll;
pub mod select;
pub mod timeout;
pub mod waker;

use longhand::trace;

use crate::recording::Recording;
use crate::{channels, reactors, running, serving, tasks, threads, waiting};

/// A scene: its name, and the function that runs and records it.
pub type Scene<R> = (&'static str, fn() -> R);

/// Every scene of one future and its waker.
pub const TRACED: &[Scene<trace::Recording>] = &[
    ("one-by-one", waiting::scenes::one_by_one),
    ("all-begun", waiting::scenes::all_begun),
    ("wait", poll::wait),
    ("closed", poll::closed),
    ("closed-shorthand", poll::closed_shorthand),
    ("pause", future::pause),
    ("pause-shorthand", future::pause_shorthand),
    ("forgotten", future::forgotten),
    ("join", join::join),
    ("join-shorthand", join::join_shorthand),
    ("select", select::two_sleeps),
    ("select-shorthand", select::two_sleeps_shorthand),
    ("starved", select::starved),
    ("turned", select::turned),
    ("lost-letter", select::lost_letter),
    ("kept-letter", select::kept_letter),
    ("owned-letter", arms::owned_letter),
    ("locked", arms::locked),
    ("driven", arms::driven),
    ("timeout", timeout::late),
    ("timeout-shorthand", timeout::late_shorthand),
    ("timeout-tie", timeout::tie),
    ("mirrors", timeout::mirrors),
    ("in-turn", async_fn::in_turn),
    ("in-turn-shorthand", async_fn::in_turn_shorthand),
    ("in-turn-awaited", async_fn::in_turn_awaited),
    ("pin-set", pin::set),
    ("first-word", pin::first_word),
    ("first-word-shorthand", pin::first_word_shorthand),
    ("marked", waker::marked),
];

/// Every scene of several futures, each with a waker of its own, or of threads.
pub const TOLD: &[Scene<Recording>] = &[
    ("threads-locked", threads::scenes::locked),
    ("nested-token", running::nested::with_tokens),
    ("nested-signal", running::nested::with_signals),
    ("nested-oneself", running::nested::with_oneself),
    ("tasks", tasks::scenes::tasks),
    ("tasks-shorthand", tasks::scenes::tasks_shorthand),
    ("lost-turn", channels::turns::lost),
    ("turn-handed-on", channels::turns::handed_on),
    ("subexecutor", tasks::scenes::subexecutor),
    ("served", serving::scenes::served),
    ("served-shorthand", serving::scenes::served_shorthand),
    ("edge-lost", reactors::scenes::lost),
    ("edge-kept", reactors::scenes::kept),
    ("edge-kept-shorthand", reactors::scenes::kept_shorthand),
];

/// Every scene: its name, and what runs and records it.
pub fn all() -> impl Iterator<Item = (&'static str, Box<dyn Fn() -> Recording>)> {
    let traced = TRACED.iter().map(|&(name, run)| {
        let run: Box<dyn Fn() -> Recording> = Box::new(move || Recording::from(run()));
        (name, run)
    });
    let told = TOLD.iter().map(|&(name, run)| {
        let run: Box<dyn Fn() -> Recording> = Box::new(run);
        (name, run)
    });
    traced.chain(told)
}

/// What twins may differ in. In all else their recordings are the same, event by event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The compiler's machine is larger.
    Sizes,
    /// So its children lie elsewhere.
    Offsets,
    /// An `async fn` prints no state.
    States,
}

/// A scene, its twin, and what they may differ in.
pub type Twins = (&'static str, &'static str, &'static [Difference]);

/// Every pair of twins.
pub const TWINS: &[Twins] = &[
    (
        "closed",
        "closed-shorthand",
        &[Difference::Sizes, Difference::Offsets],
    ),
    ("pause", "pause-shorthand", ALLOWED),
    ("join", "join-shorthand", ALLOWED),
    ("select", "select-shorthand", ALLOWED),
    ("timeout", "timeout-shorthand", ALLOWED),
    ("in-turn", "in-turn-shorthand", ALLOWED),
    ("in-turn", "in-turn-awaited", ALLOWED),
    ("first-word", "first-word-shorthand", &[Difference::Sizes]),
    ("tasks", "tasks-shorthand", &[]),
    ("edge-kept", "edge-kept-shorthand", &[Difference::Sizes]),
    ("served", "served-shorthand", &[Difference::Sizes]),
];

const ALLOWED: &[Difference] = &[Difference::Sizes, Difference::Offsets, Difference::States];
