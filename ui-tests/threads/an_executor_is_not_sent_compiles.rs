//! The tasks of an executor may be anything, so it stays where they were made.

use std::thread;

use longhand::LocalExecutor;

fn main() {
    thread::spawn(move || {
        let executor = LocalExecutor::new();
        executor.run(async { 7 })
    });
}
