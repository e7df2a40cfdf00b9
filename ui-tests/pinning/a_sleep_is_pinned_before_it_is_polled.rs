//! The wheel knows where a sleep is, so it must stay there.

use core::pin::Pin;
use core::time::Duration;

use longhand::time::sleep;

fn main() {
    let mut nap = sleep(Duration::from_millis(1));
    longhand::block_on(Pin::new(&mut nap));
}
