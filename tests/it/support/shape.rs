//! [`Shape`]: ballast that makes a child or an answer large, or aligned, and shows if anybody has
//! written over it.

use core::fmt::Debug;

pub(crate) trait Shape: Clone + Debug + PartialEq + 'static {
    const FRESH: Self;

    #[track_caller]
    fn assert_intact(&self) {
        assert!(
            *self == Self::FRESH,
            "somebody has written over the ballast"
        );
    }
}

impl Shape for () {
    const FRESH: Self = ();
}

/// Aligned to more than any allocator gives unasked.
#[derive(Clone, Debug, PartialEq)]
#[repr(align(64))]
pub(crate) struct Aligned(u8);

impl Shape for Aligned {
    const FRESH: Self = Aligned(0xA5);
}

/// So many bytes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bytes<const N: usize>([u8; N]);

impl<const N: usize> Shape for Bytes<N> {
    const FRESH: Self = Bytes([0xA5; N]);
}
