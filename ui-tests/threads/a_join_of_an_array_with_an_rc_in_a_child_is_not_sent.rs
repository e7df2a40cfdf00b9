//! A join of an array goes where its children may go.

use std::rc::Rc;

fn is_send(_: impl Send) {}

async fn holds(shared: Rc<u8>) {
    longhand::yield_now().await;
    drop(shared);
}

fn main() {
    is_send(longhand::join([1, 2, 3].map(|n| holds(Rc::new(n)))));
}
