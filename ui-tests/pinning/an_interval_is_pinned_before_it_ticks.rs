//! The wheel knows where an interval is, so it must stay there.

use core::time::Duration;

use longhand::time::interval;

fn main() {
    let mut beat = interval(Duration::from_millis(1));
    longhand::block_on(beat.tick());
}
