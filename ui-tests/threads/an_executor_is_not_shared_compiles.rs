//! A wake is let in from other threads; a turn is taken by its own.

use std::thread;

use longhand::LocalExecutor;

fn main() {
    let executor = LocalExecutor::new();
    thread::scope(|scope| {
        scope.spawn(|| LocalExecutor::new().tick());
        executor.tick();
    });
}
