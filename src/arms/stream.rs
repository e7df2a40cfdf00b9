//! A [`Stream`] as an arm, which is off when that has ended.

use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::Stream;

use super::Arm;

// A stream is polled where it stands, and what it keeps for the next item is its own affair: there
// is nothing that lives for one item alone.
#[diagnostic::do_not_recommend] // so that of what is no arm it is said that it is none
impl<S: Stream> Arm for S {
    type Item = S::Item;
    type Source = S;
    type Run = ();
    const LASTS: bool = true;

    #[inline]
    fn begin(self) -> (S, Option<()>) {
        (self, Some(()))
    }

    #[inline]
    fn start(_: Pin<&mut S>) {}

    #[inline]
    fn poll(source: Pin<&mut S>, _: Pin<&mut ()>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        source.poll_next(cx)
    }
}
