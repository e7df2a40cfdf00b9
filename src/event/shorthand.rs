//! Listening, as an `async` block. Twin: `longhand.rs`. Contract: `mod.rs`.
//!
//! It is a function that returns a block, and no `async fn`: that would begin to listen when it is first
//! polled, and miss what comes before.
#![forbid(unsafe_code)]

use core::future::{Future, poll_fn};
use core::pin::pin;

use super::Event;
use super::place::News;
use crate::place::Place;

/// Waits for what is told from now on, or for the notice that is kept: [`Event::listen`] as an `async`
/// block. [*Loses data*](crate#cancel-safety).
pub fn listen(event: &Event) -> impl Future<Output = ()> {
    let news = News::from_now_on(event.shared());
    async move {
        let mut place = pin!(Place::new(news));
        poll_fn(|cx| place.as_mut().poll(cx)).await;
    }
}
