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

use crate::sync::{AtomicUsize, Ordering};

const BITS: usize = usize::BITS as usize;
const ROOT: usize = 0;
/// Rows above the lowest are never more than this, for as many children as `u32` can count.
const ROWS: usize = 32_usize.div_ceil(BITS.ilog2() as usize);

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
    words: &'a [AtomicUsize],
    lowest: usize,
}

impl<'a> Woken<'a> {
    /// Of as many words as the shape says.
    pub(super) fn new(words: &'a [AtomicUsize], shape: Shape) -> Self {
        let lowest = shape.lowest;
        Woken { words, lowest }
    }

    /// Notes that a child has woken. Whether nobody else was noted, so that the caller must be called.
    #[must_use]
    pub(super) fn insert(self, child: usize) -> bool {
        let (mut word, mut bit) = (self.lowest + child / BITS, child % BITS);
        // ORDERING: Release pairs with the Acquire in `take`: what was done before the wake is seen by
        // the child's poll, and who finds this bit finds what was set below it.
        while self.words[word].fetch_or(1 << bit, Ordering::Release) == 0 {
            if word == ROOT {
                return true;
            }
            (word, bit) = ((word - 1) / BITS, (word - 1) % BITS);
        }
        false
    }

    /// Takes out who has woken, in index order. Who wakes meanwhile is still found by this if it has
    /// yet to come to their word, and by the next otherwise.
    #[inline]
    pub(super) fn drain(self) -> Drain<'a> {
        Drain {
            bits: self.take(ROOT),
            word: ROOT,
            above: [0; ROWS],
            row: 0,
            woken: self,
        }
    }

    #[inline]
    fn take(self, word: usize) -> usize {
        // ORDERING: Acquire pairs with the Release in `insert`.
        self.words[word].swap(0, Ordering::Acquire)
    }
}

/// The children that have woken, as they are found.
pub(super) struct Drain<'a> {
    woken: Woken<'a>,
    /// The word that is being gone through, and those of its bits that are left.
    word: usize,
    bits: usize,
    /// The rows above it, and what is left of the word in each.
    row: usize,
    above: [usize; ROWS],
}

impl Iterator for Drain<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        loop {
            while self.bits == 0 {
                self.row = self.row.checked_sub(1)?;
                self.word = (self.word - 1) / BITS;
                self.bits = self.above[self.row];
            }
            let bit = self.bits.trailing_zeros() as usize;
            self.bits &= self.bits - 1;
            if self.word >= self.woken.lowest {
                return Some((self.word - self.woken.lowest) * BITS + bit);
            }
            self.above[self.row] = self.bits;
            self.row += 1;
            self.word = self.word * BITS + 1 + bit;
            self.bits = self.woken.take(self.word);
        }
    }
}
