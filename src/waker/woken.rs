//! [`Woken`]: which children have woken, in a bit each, found without a look at those that have not.
//!
//! The bits are a tree of words. A word of the lowest row has a bit for each of so many children as
//! it has bits; a word above it has a bit for each of so many words, and says which of them are not
//! nought. The rows lie one after the other, from the root:
//!
//! ```text
//! 0         the root
//! 1 … 64    its words, if one is not enough
//! 65 …      theirs
//! ```
//!
//! so that below word `w` are the words `64w + 1` to `64w + 64`, if words have 64 bits.
//!
//! # Invariants
//!
//! - I1: a bit that is set in a word is set in all words above it, or whoever has set it is on the way
//!   there. Whoever finds a word nought goes on upwards, and behind the root to the caller's waker.
//! - I2: words are taken from the root downwards. A word that is not nought and was not taken yet is
//!   taken in this pass, if its bit above was there, or else in the next, for which that bit is set.

use core::iter;
use core::ops::ControlFlow;

use crate::sync::{AtomicUsize, Ordering};

const BITS: usize = usize::BITS as usize;
const ROOT: usize = 0;

/// So many children that have woken, or so many words that are not nought.
pub(super) struct Word {
    woken: AtomicUsize,
    /// What `woken` was when it was taken. It is the owner's, who alone touches it.
    taken: AtomicUsize,
}

impl Word {
    pub(super) fn new() -> Self {
        Word {
            woken: AtomicUsize::new(0),
            taken: AtomicUsize::new(0),
        }
    }
}

/// Where in the tree the children's own words begin, and how many words there are.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    lowest: usize,
    pub(super) words: usize,
}

impl Shape {
    pub(super) fn of(children: usize) -> Self {
        let needed = children.div_ceil(BITS);
        let (mut lowest, mut width) = (0, 1);
        while width < needed {
            lowest = lowest * BITS + 1;
            width *= BITS;
        }
        Shape {
            lowest,
            words: lowest + needed,
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Woken<'a> {
    words: &'a [Word],
    lowest: usize,
}

impl<'a> Woken<'a> {
    /// Of as many words as the shape says.
    pub(super) fn new(words: &'a [Word], shape: Shape) -> Self {
        let lowest = shape.lowest;
        Woken { words, lowest }
    }

    /// Notes that a child has woken. Whether it is the first since the last [`take`](Woken::take), so
    /// that the caller's waker must be called.
    #[must_use]
    pub(super) fn insert(self, child: usize) -> bool {
        let (mut word, mut bit) = (self.lowest + child / BITS, child % BITS);
        // ORDERING: Release pairs with the Acquire in `take_below`: what was done before the wake is
        // seen by the child's poll, and what was set below is found by who has found this bit.
        while self.words[word].woken.fetch_or(1 << bit, Ordering::Release) == 0 {
            if word == ROOT {
                return true;
            }
            (word, bit) = ((word - 1) / BITS, (word - 1) % BITS);
        }
        false
    }

    /// Takes who has woken by now. Who wakes after this is taken the next time.
    pub(super) fn take(self) {
        self.take_below(ROOT);
    }

    fn take_below(self, word: usize) {
        let Word { woken, taken } = &self.words[word];
        // ORDERING: Acquire pairs with the Release in `insert`.
        let bits = woken.swap(0, Ordering::Acquire);
        // ORDERING: Relaxed, the owner's alone.
        taken.store(bits, Ordering::Relaxed);
        if word < self.lowest {
            for bit in ones(bits) {
                self.take_below(below(word, bit));
            }
        }
    }

    /// Visits, in index order, those that were taken the last time.
    #[inline]
    pub(super) fn visit<B>(
        self,
        mut visit: impl FnMut(usize) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        self.visit_below(ROOT, &mut visit)
    }

    fn visit_below<B>(
        self,
        word: usize,
        visit: &mut impl FnMut(usize) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        // ORDERING: Relaxed, the owner's alone.
        for bit in ones(self.words[word].taken.load(Ordering::Relaxed)) {
            match word < self.lowest {
                true => self.visit_below(below(word, bit), visit)?,
                false => visit((word - self.lowest) * BITS + bit)?,
            }
        }
        ControlFlow::Continue(())
    }
}

/// The word for which a bit of a word above it stands.
fn below(word: usize, bit: usize) -> usize {
    word * BITS + 1 + bit
}

/// The places of the bits that are set, the lowest first.
#[inline]
fn ones(mut bits: usize) -> impl Iterator<Item = usize> {
    iter::from_fn(move || {
        let lowest = (bits != 0).then(|| bits.trailing_zeros() as usize);
        bits &= bits.wrapping_sub(1);
        lowest
    })
}
