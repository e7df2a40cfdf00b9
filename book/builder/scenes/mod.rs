//! The runs that pages step through. A scene's name is that of its recording.

pub mod arms;
pub mod async_fn;
pub mod future;
pub mod join;
pub mod pin;
pub mod poll;
pub mod select;
pub mod timeout;

use longhand::trace::Recording;

/// A scene: its name, and the function that runs and records it.
pub type Scene = (&'static str, fn() -> Recording);

/// Every scene.
pub const ALL: &[Scene] = &[
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
];

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
];

const ALLOWED: &[Difference] = &[Difference::Sizes, Difference::Offsets, Difference::States];
