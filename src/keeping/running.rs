//! [`Running`]: which children run, in a bit each.

use super::{Straight, Wakers};
use crate::unwind::End;

/// Two bits for the end, and one for each child: whether it runs or something is kept of it.
///
/// `B` is an array of bytes ([`Counted`]), or as many on the heap.
#[derive(Clone, Copy)]
pub struct Running<B> {
    bits: B,
}

/// The bytes of a [`Running`].
pub trait Bits {
    /// All of them.
    fn bytes(&self) -> &[u8];

    /// All of them, to be changed.
    fn bytes_mut(&mut self) -> &mut [u8];

    /// A bit was taken back. Who counts them need not look for the last.
    #[inline]
    fn count_down(&mut self) {}

    /// Whether no bit is left.
    #[inline]
    fn is_empty(&self) -> bool {
        self.bytes().iter().all(|&byte| byte == 0)
    }
}

impl<const BYTES: usize> Bits for [u8; BYTES] {
    #[inline]
    fn bytes(&self) -> &[u8] {
        self
    }

    #[inline]
    fn bytes_mut(&mut self) -> &mut [u8] {
        self
    }
}

const FINISHED: usize = 0;
const PANICKED: usize = 1;
/// The bit of the first child.
const FIRST: usize = 2;

/// The bytes that so many children take.
pub(crate) const fn bytes(children: usize) -> usize {
    (FIRST + children).div_ceil(8)
}

impl<B: Bits> Running<B> {
    /// All of them run. `bits` are as many bytes as [`bytes`] says, whatever is in them.
    #[inline]
    pub(crate) fn all(mut bits: B, children: usize) -> Self {
        let bytes = bits.bytes_mut();
        bytes.fill(!0);
        if let Some(last) = bytes.last_mut() {
            *last >>= (8 - (FIRST + children) % 8) % 8; // bits that are nobody's
        }
        let mut running = Running { bits };
        running.clear_end();
        running
    }

    #[inline]
    pub(crate) fn has(&self, child: usize) -> bool {
        self.is_set(FIRST + child)
    }

    /// A child that runs ends.
    #[inline]
    pub(crate) fn remove(&mut self, child: usize) {
        let bit = FIRST + child;
        self.bits.bytes_mut()[bit / 8] &= !(1 << (bit % 8));
        self.bits.count_down();
    }

    /// Whether no child runs, before the end.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.bits.is_empty()
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
        self.clear_end();
        let end = match end {
            End::Finished => FINISHED,
            End::Panicked => PANICKED,
        };
        self.bits.bytes_mut()[0] |= 1 << end;
    }

    #[inline]
    fn clear_end(&mut self) {
        self.bits.bytes_mut()[0] &= !(1 << FINISHED | 1 << PANICKED);
    }

    #[inline]
    fn is_set(&self, bit: usize) -> bool {
        self.bits.bytes()[bit / 8] & 1 << (bit % 8) != 0
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
    /// The bits of its [`Running`].
    type Bits: Bits + Copy;
    /// Nought in each of them.
    const NONE: Self::Bits;
    /// What its children are polled with.
    type Wakers: Wakers;
    /// The bytes of its [`Marks`](crate::arms::group::marks::Marks), which are two bits for each.
    type Marks: AsRef<[u8]> + AsMut<[u8]>;
    /// Nought in each of these.
    const OFF: Self::Marks;
}

macro_rules! counted {
    ($Wakers:ty: $($children:literal)*) => {$(
        impl $crate::keeping::Counted for [(); $children] {
            type Bits = [u8; $crate::keeping::bytes($children)];
            const NONE: Self::Bits = [0; $crate::keeping::bytes($children)];
            type Wakers = $Wakers;
            type Marks = [u8; $crate::arms::group::marks::bytes($children)];
            const OFF: Self::Marks = [0; $crate::arms::group::marks::bytes($children)];
        }
    )*};
}
pub(crate) use counted;

counted! { Straight: 0 1 2 3 4 5 6 7 8 9 10 11 12 }

/// The rest of the list, for `lib.rs`: where there is an allocator, long arrays have wakers of their
/// own.
macro_rules! long_arrays {
    ($Wakers:ty) => {
        $crate::keeping::counted! { $Wakers:
            13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38
            39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64
        }
    };
}
pub(crate) use long_arrays;
