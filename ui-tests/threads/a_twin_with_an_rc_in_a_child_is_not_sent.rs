//! An `async fn` follows its children as the future by hand does.

use std::future::Future;
use std::rc::Rc;

use longhand::shorthand;

fn send(_: impl Future + Send) {}

fn main() {
    send(shorthand::race((async { 1 }, async {
        let shared = Rc::new(2);
        shorthand::yield_now().await;
        *shared
    })));
}
