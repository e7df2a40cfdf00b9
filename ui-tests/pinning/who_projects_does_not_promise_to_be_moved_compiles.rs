//! Who hands out a pinned field is `Unpin` when the field is, and cannot say otherwise.

use std::pin::pin;

use pin_project::pin_project;

#[pin_project]
struct Logged<F> {
    #[pin]
    future: F,
}

fn main() {
    let logged = pin!(Logged { future: async {} });
    let _pinned = logged.project().future;
}
