//! A lock that is held across an await would be opened by whichever thread polls last.

use std::future::{Future, pending};
use std::sync::Mutex;

fn send(_: impl Future + Send) {}

async fn take(number: &Mutex<u8>) -> u8 {
    let held = number.lock().unwrap();
    longhand::yield_now().await;
    *held
}

fn main() {
    send(longhand::timeout(pending(), take(&Mutex::new(1))));
}
