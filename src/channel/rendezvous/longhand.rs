//! The receiver as a stream, by hand. Twin: `shorthand.rs`. Contract: `mod.rs`.
//!
//! The futures of both ends, and their machines, are those of [`mpsc`](crate::channel::mpsc).

use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::stream::{FusedStream, Stream};

use super::Receiver;

impl<T> Stream for Receiver<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.poll_recv(cx)
    }
}

impl<T> FusedStream for Receiver<T> {
    fn is_terminated(&self) -> bool {
        self.0.is_terminated()
    }
}
