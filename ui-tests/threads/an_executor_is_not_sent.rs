//! The tasks of an executor may be anything, so it stays where they were made.

use std::thread;

use longhand::LocalExecutor;

fn main() {
    let executor = LocalExecutor::new();
    thread::spawn(move || executor.run(async { 7 }));
}
