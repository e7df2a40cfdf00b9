//! [`Running`]: which children run, in a bit each.

use crate::arms::group::marks;
use crate::unwind::End;

/// Two bits for the end, and one for each child: whether it runs or something is kept of it.
///
/// `B` is an array of bytes, or a `Box` of them: see [`Counted`].
#[derive(Clone, Copy)]
pub struct Running<B> {
    bytes: B,
}

const FINISHED: usize = 0;
const PANICKED: usize = 1;
/// The bit of the first child.
const FIRST: usize = 2;

/// The bytes that so many children take.
pub(crate) const fn bytes(children: usize) -> usize {
    (FIRST + children).div_ceil(8)
}

impl<B: AsRef<[u8]> + AsMut<[u8]>> Running<B> {
    /// All of them run. `bytes` are as many as [`bytes`](bytes()) says, and nought.
    #[inline]
    pub(crate) fn all(bytes: B, children: usize) -> Self {
        let mut running = Running { bytes };
        for child in 0..children {
            running.set(FIRST + child);
        }
        running
    }

    #[inline]
    pub(crate) fn has(&self, child: usize) -> bool {
        self.is_set(FIRST + child)
    }

    #[inline]
    pub(crate) fn remove(&mut self, child: usize) {
        let bit = FIRST + child;
        self.bytes.as_mut()[bit / 8] &= !(1 << (bit % 8));
    }

    /// Whether no child runs, before the end.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.as_ref().iter().all(|&byte| byte == 0)
    }

    #[inline]
    pub(crate) fn ended(&self) -> Option<End> {
        if self.is_set(FINISHED) {
            Some(End::Finished)
        } else if self.is_set(PANICKED) {
            Some(End::Panicked)
        } else {
            None
        }
    }

    /// Whatever is set of the children stays as it is: it says what is to be dropped.
    #[inline]
    pub(crate) fn end(&mut self, end: End) {
        self.bytes.as_mut()[0] &= !(1 << FINISHED | 1 << PANICKED);
        self.set(match end {
            End::Finished => FINISHED,
            End::Panicked => PANICKED,
        });
    }

    #[inline]
    fn is_set(&self, bit: usize) -> bool {
        self.bytes.as_ref()[bit / 8] & 1 << (bit % 8) != 0
    }

    #[inline]
    fn set(&mut self, bit: usize) {
        self.bytes.as_mut()[bit / 8] |= 1 << (bit % 8);
    }
}

/// The lengths of arrays that have a [`Running`] of their own: 0 to 64.
///
/// The length of one array cannot be computed of that of another, so each has its line here.
#[diagnostic::on_unimplemented(
    message = "an array of more than 64 futures cannot be waited for at once",
    label = "64 futures at most",
    note = "a `Vec` may have more, and so may an array of `join`s of arrays"
)]
pub trait Counted {
    /// The bytes of its [`Running`].
    type Bytes: AsRef<[u8]> + AsMut<[u8]> + Copy;
    /// Nought in each of them.
    const NONE: Self::Bytes;
    /// The bytes of its [`Marks`](crate::arms::group::marks::Marks), which are two bits for each.
    type Marks: AsRef<[u8]> + AsMut<[u8]>;
    /// Nought in each of these.
    const OFF: Self::Marks;
}

macro_rules! counted {
    ($($children:literal)*) => {$(
        impl Counted for [(); $children] {
            type Bytes = [u8; bytes($children)];
            const NONE: Self::Bytes = [0; bytes($children)];
            type Marks = [u8; marks::bytes($children)];
            const OFF: Self::Marks = [0; marks::bytes($children)];
        }
    )*};
}

counted! { 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 }
counted! { 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 }
counted! { 62 63 64 }
