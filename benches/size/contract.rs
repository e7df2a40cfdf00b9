//! What the smaller ones do not promise.

use longhand_bench::size::Lesser;

/// A future that is its two children and nothing else.
pub const NO_STATE: Lesser = Lesser(
    "No state of its own: winner and loser live on after `Ready`, and a further poll polls them \
     again. Longhand drops both before `Ready`, and a further poll panics.",
);

/// A future that has no byte for its state.
pub const NICHE: Lesser = Lesser(
    "Its state lies in a niche of a child: to read it is to read bytes that a child may have lent \
     out while it waits. `ready` lends nothing, but a combinator cannot know: longhand has a byte.",
);
