//! Nobody can win a race that nobody runs, and it would never end.

use std::future::{Ready, ready};

fn main() {
    let runners: [Ready<u8>; 1] = [ready(1)];
    drop(longhand::race(runners));
}
