//! A destructor gets `&mut self` of what is pinned, and could move it: it has to take it pinned.

use std::pin::Pin;

use pin_project::pin_project;

#[pin_project]
struct Logged<F> {
    #[pin]
    future: F,
}

impl<F> Drop for Logged<F> {
    fn drop(&mut self) {
        println!("dropped");
    }
}

fn main() {
    let mut logged = Box::pin(Logged { future: async {} });
    let _: Pin<&mut _> = logged.as_mut().project().future;
}
