//! Nobody can win a race that nobody runs, and it would never end.

use std::future::Ready;

fn main() {
    let runners: [Ready<u8>; 0] = [];
    drop(longhand::race(runners));
}
