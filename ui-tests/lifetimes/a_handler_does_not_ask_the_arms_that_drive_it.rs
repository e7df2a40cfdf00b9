//! While a handler is driven the arms are in use: it does not ask them itself.

use std::pin::pin;

use longhand::{arms, block_on, once};

fn main() {
    block_on(async {
        let mut arms = pin!(arms((once(async { 1 }), once(async { 2 }))));
        let handler = async {
            arms.as_mut().next().await;
        };
        arms.as_mut().drive(handler).await;
    });
}
