//! [`deep`]: room for futures of a megabyte, which a debug build moves through many frames, and for
//! futures that are nested deep.

use std::panic::resume_unwind;
use std::thread;

/// Runs `test` to its end on a stack of 256 MiB, of which it pays for what it uses.
pub(crate) fn deep(test: fn()) {
    let thread = thread::Builder::new().stack_size(256 << 20).spawn(test);
    if let Err(panic) = thread.expect("a thread can be had").join() {
        resume_unwind(panic);
    }
}
