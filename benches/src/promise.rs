//! [`Lesser`]: what the smaller and the cheaper ones do not promise.

use std::fmt;

/// What a peer does not promise and longhand does, in a sentence or two.
#[derive(Clone, Copy, Debug)]
pub struct Lesser(pub &'static str);

/// A future that is its two children and nothing else.
pub const NO_STATE: Lesser = Lesser(
    "No state of its own: winner and loser live on after `Ready`, and a further poll polls them \
     again. Longhand drops both before `Ready`, and a further poll panics.",
);

/// A future whose children have a tag each.
pub const A_TAG_EACH: Lesser = Lesser(
    "It drops no rule here. Its children have a tag each, and each finds a gap behind what is odd \
     in size and beside something aligned. Longhand's one byte for all lies behind all of them.",
);

/// A future that has no byte for its state.
pub const NICHE: Lesser = Lesser(
    "Its state lies in a niche of a child: to read it is to read bytes that a child may have lent \
     out while it waits. `ready` lends nothing, but a combinator cannot know: longhand has a byte.",
);

/// A contest that leaves its children to whoever drops it.
pub const LATE: Lesser =
    Lesser("Winner and loser live on after `Ready`. Longhand drops both before.");

/// A contest that gives the loser away with the answer.
pub const HANDED_BACK: Lesser =
    Lesser("Asks for `Unpin`, and hands the loser back alive. Longhand drops it before `Ready`.");

/// A future that is its child and nothing else.
pub const CHILD_ALONE: Lesser = Lesser(
    "No state of its own: its child lives on after `Ready`, and a further poll polls it again. \
     Longhand drops it before `Ready`, and a further poll panics.",
);

/// A join that does not know that it has ended.
pub const PENDING_AGAIN: Lesser =
    Lesser("Polled after `Ready` it is pending for ever. Longhand panics, and says why.");

/// A join on the heap, that answers again if it is asked again.
pub const EMPTY_AGAIN: Lesser = Lesser(
    "Keeps its children on the heap, and polled after `Ready` it answers `[]`. Longhand keeps them in \
     place, and a further poll panics.",
);

/// A join that stands between its children and the waker.
pub const OWN_WAKERS: Lesser = Lesser(
    "Gives its children wakers of its own, so that it polls only who woke: they are allocated, and \
     each wake takes a lock. Longhand gives them the caller's, and allocates nothing.",
);

/// A join of many that answers again if it is asked again.
pub const ANSWERS_AGAIN: Lesser =
    Lesser("Polled after `Ready` it answers `[]`. Longhand panics, and says why.");

/// A group whose wakers are made before anybody needs one.
pub const WAKERS_AT_ONCE: Lesser = Lesser(
    "Allocates a waker for each child when it is made, whether it waits or not. Longhand allocates \
     once, and if no child waits not at all.",
);

/// A stream of answers.
pub const NO_ORDER: Lesser = Lesser(
    "Gives the answers in the order in which they come, and allocates for each child. Longhand gives \
     them in index order.",
);

/// A contest that gives the losers away with the answer, on the heap.
pub const HANDED_BACK_ON_THE_HEAP: Lesser = Lesser(
    "Asks for `Unpin`, keeps its children on the heap, and hands the losers back alive. Longhand \
     drops them before `Ready`, and allocates nothing.",
);

/// Streams that are merged.
pub const MERGED: Lesser = Lesser(
    "Merges streams with items of one type. It drives no handler, so it need keep no result: longhand \
     has room for one of each arm.",
);

/// A loop of `select!`, whose children are pinned outside of it.
pub const PINNED_OUTSIDE: Lesser = Lesser(
    "A loop with its children pinned outside: one that has finished is polled again, and while a \
     handler waits none is polled, so it need keep no result.",
);

/// A group that does not grow.
pub const BOUNDED: Lesser = Lesser(
    "Its room is made once, for as many as it is told, and a push into a full one panics. Longhand \
     allocates for each child, and has room for any number.",
);

/// The promises that are missing in one table, numbered as they come.
#[derive(Default)]
pub struct Notes(Vec<&'static str>);

impl Notes {
    const MARKS: [&'static str; 5] = ["¹", "²", "³", "⁴", "⁵"];

    /// The mark of a note, which is a new one if the note is.
    pub fn mark(&mut self, note: &'static str) -> &'static str {
        let known = self.0.iter().position(|other| *other == note);
        let number = known.unwrap_or_else(|| {
            self.0.push(note);
            self.0.len() - 1
        });
        Self::MARKS[number]
    }
}

impl fmt::Display for Notes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.is_empty() {
            writeln!(f)?;
        }
        for (mark, note) in Self::MARKS.iter().zip(&self.0) {
            writeln!(f, "- {mark} {note}")?;
        }
        Ok(())
    }
}

/// A timer that is not taken out of its queue.
pub const STAYS: Lesser = Lesser(
    "Its timers stay in a queue when they are dropped, which has room for eight wakers here. Longhand takes \
     them out, and has room for any number.",
);
