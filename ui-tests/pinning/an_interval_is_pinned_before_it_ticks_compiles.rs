//! The wheel knows where an interval is, so it must stay there.

use core::pin::pin;
use core::time::Duration;

use longhand::time::interval;

fn main() {
    let mut beat = pin!(interval(Duration::from_millis(1)));
    longhand::block_on(beat.as_mut().tick());
}
