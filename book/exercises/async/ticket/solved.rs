use std::cell::Cell;

use longhand::yield_now;

/// Draws a number when it is called, and gives it after it has given way once.
pub fn ticket(counter: &Cell<u32>) -> impl Future<Output = u32> + use<> {
    // A function runs when it is called; what stands in the block runs when it is polled.
    let number = counter.get();
    counter.set(number + 1);
    async move {
        yield_now().await;
        number
    }
}
