//! A sleep is in the wheel of the thread that has begun it.

use core::time::Duration;
use std::thread;

use longhand::time::sleep;

fn main() {
    let nap = sleep(Duration::from_millis(1));
    thread::spawn(move || longhand::block_on(nap));
}
