//! The bits that say who runs are counted out for arrays of up to 64; a `Vec` has as many as it
//! needs.

use core::future::ready;

fn main() {
    drop(longhand::join([(); 65].map(ready)));
}
