//! A task may run longer than the function that spawned it, and its children with it.

use std::future::Future;

fn spawn(_: impl Future + 'static) {}

async fn length(text: &str) -> usize {
    text.len()
}

fn main() {
    let text = String::from("longhand");
    spawn(longhand::join((length(&text), async { 1 })));
}
