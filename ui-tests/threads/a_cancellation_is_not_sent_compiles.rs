//! It waits with the handle, and as that does on the executor's thread.

use std::thread;

use longhand::LocalExecutor;

fn main() {
    let executor = LocalExecutor::new();
    let cancel = executor.spawn(async { 7 }).cancel();
    let answer = executor.run(cancel);
    thread::spawn(move || answer);
}
