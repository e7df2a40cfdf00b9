//! Calling an `async fn` runs none of it: it makes a future, and the future is not polled.
#![deny(unused_must_use)]

use std::cell::Cell;

async fn greet(greetings: &Cell<u32>) {
    greetings.set(greetings.get() + 1);
}

async fn work(greetings: &Cell<u32>) {
    greet(greetings).await;
}

fn main() {
    let greetings = Cell::new(0);
    longhand::block_on(work(&greetings));
    assert_eq!(greetings.get(), 1);
}
