//! Nothing can come of arms of which there are none.

use std::future::Ready;

use longhand::arms;
use longhand::arms::Once;

fn main() {
    let none: [Once<Ready<u8>>; 0] = [];
    drop(arms(none));
}
