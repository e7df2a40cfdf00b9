//! Nothing can come of arms of which there are none.

use std::future::{Ready, ready};

use longhand::arms::Once;
use longhand::{arms, once};

fn main() {
    let one: [Once<Ready<u8>>; 1] = [once(ready(1))];
    drop(arms(one));
}
