//! The children of the size bench: futures of every size, alignment and answer.
//!
//! The children of the instructions bench do something: see [`stage`](crate::stage).

use std::future::Future;
use std::hint::black_box;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A future that stores an `S` and answers with a `T`, if it ever did.
pub struct Storing<S, T> {
    _stored: S,
    _answer: PhantomData<fn() -> T>,
}

impl<S: Unpin, T> Future for Storing<S, T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        Poll::Pending
    }
}

/// A future of `N` bytes, that lie anywhere.
pub type Bytes<const N: usize, T = ()> = Storing<[u8; N], T>;

/// A future of `N` words, that lie at multiples of eight.
pub type Words<const N: usize, T = ()> = Storing<[u64; N], T>;

/// Makes a child of `N` bytes.
pub fn bytes<const N: usize, T>() -> Bytes<N, T> {
    Storing {
        _stored: [0; N],
        _answer: PhantomData,
    }
}

/// Makes a child of `N` words.
pub fn words<const N: usize, T>() -> Words<N, T> {
    Storing {
        _stored: [0; N],
        _answer: PhantomData,
    }
}

/// Waits with a kibibyte in its hands.
pub async fn kibibyte() {
    let bytes = [1u8; 1024];
    longhand::yield_now().await;
    black_box(&bytes);
}

/// Waits, and keeps a byte or two that say how far it is.
pub async fn waiting() {
    longhand::yield_now().await;
}

/// Waits, and keeps a `Box`, which is never null.
pub async fn boxed() {
    let kept = Box::new(1u8);
    longhand::yield_now().await;
    black_box(&kept);
}
