//! Whoever turns a clock wakes those who sleep by it, in place.

use core::time::Duration;
use std::thread;

use longhand::time::ManualClock;

fn main() {
    let clock = ManualClock::new();
    thread::spawn(move || clock.advance(Duration::from_secs(1)));
}
