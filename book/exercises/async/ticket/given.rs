use std::cell::Cell;

use longhand::yield_now;

/// Draws a number when it is called, and gives it after it has given way once.
pub async fn ticket(counter: &Cell<u32>) -> u32 {
    let number = counter.get();
    counter.set(number + 1);
    yield_now().await;
    number
}
