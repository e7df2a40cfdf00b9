//! A parent that asks each child that is not ready, at each poll.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Ready when all of its children are.
pub struct AskAll<F> {
    children: Vec<Pin<Box<F>>>,
}

impl<F: Future> AskAll<F> {
    /// Of these children.
    pub fn new(children: impl IntoIterator<Item = F>) -> Self {
        let children = children.into_iter().map(Box::pin).collect();
        AskAll { children }
    }
}

impl<F: Future> Future for AskAll<F> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.children
            .retain_mut(|child| child.as_mut().poll(cx).is_pending());
        match self.children.is_empty() {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }
}
