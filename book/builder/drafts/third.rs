//! Draft 3: `Pin` says that a future that has been polled is never moved again.

use std::marker::PhantomPinned;
use std::pin::{Pin, pin};

use super::second::{Callback, Post};

/// Something that will have an answer, and stays where it is from its first poll on.
pub trait Future {
    /// The answer.
    type Output;

    /// The answer; or `None`, and `wake` is called when it is worth asking again.
    fn poll(self: Pin<&mut Self>, wake: &Callback) -> Option<Self::Output>;
}

/// Waits for a letter, at a place that is its own until it is dropped.
pub struct Letter<'a> {
    post: &'a Post,
    place: u8,
    _stays: PhantomPinned,
}

impl<'a> Letter<'a> {
    /// Waits for a letter of that post.
    pub fn new(post: &'a Post) -> Self {
        Letter {
            post,
            place: 0,
            _stays: PhantomPinned,
        }
    }
}

impl Future for Letter<'_> {
    type Output = &'static str;

    fn poll(self: Pin<&mut Self>, wake: &Callback) -> Option<&'static str> {
        let Letter { post, place, .. } = &*self;
        post.collect_or_order((&raw const *place).addr(), wake)
    }
}

/// Asks, sleeps, and asks again.
pub fn run() -> String {
    let post = Post::default();
    let mut letter = pin!(Letter::new(&post));
    let wake: Callback = std::rc::Rc::new(|| {});
    let first = letter.as_mut().poll(&wake);
    let delivered = post.deliver();
    let second = letter.as_mut().poll(&wake);
    format!("first poll:  {first:?}\ndelivered:   {delivered}\nsecond poll: {second:?}")
}
