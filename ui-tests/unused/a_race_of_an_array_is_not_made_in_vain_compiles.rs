//! A future that nobody polls does nothing, whichever of its kind it is.
#![deny(unused_must_use)]

use std::future::ready;

fn main() {
    let _race = longhand::race([ready(1), ready(2)]);
}
