//! A destructor gets `&mut self` of what is pinned, and could move it: it has to take it pinned.

use std::pin::Pin;

use pin_project::{pin_project, pinned_drop};

#[pin_project(PinnedDrop)]
struct Logged<F> {
    #[pin]
    future: F,
}

#[pinned_drop]
impl<F> PinnedDrop for Logged<F> {
    fn drop(self: Pin<&mut Self>) {
        println!("dropped");
    }
}

fn main() {
    let mut logged = Box::pin(Logged { future: async {} });
    let _: Pin<&mut _> = logged.as_mut().project().future;
}
