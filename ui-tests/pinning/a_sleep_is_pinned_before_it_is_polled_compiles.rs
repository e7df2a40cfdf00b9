//! The wheel knows where a sleep is, so it must stay there.

use core::pin::pin;
use core::time::Duration;

use longhand::time::sleep;

fn main() {
    let nap = pin!(sleep(Duration::from_millis(1)));
    longhand::block_on(nap);
}
