//! Nobody can win where nobody runs.

use core::future::ready;

fn main() {
    drop(longhand::select([ready(1)]));
}
