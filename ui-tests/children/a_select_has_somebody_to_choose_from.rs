//! Nobody can win where nobody runs.

use core::future::Ready;

fn main() {
    let nobody: [Ready<u8>; 0] = [];
    drop(longhand::select(nobody));
}
