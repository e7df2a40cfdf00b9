//! To wait until a task is gone is to await it.

#![deny(unused_must_use)]

use longhand::LocalExecutor;

fn main() {
    let executor = LocalExecutor::new();
    executor.run(async { executor.spawn(async {}).cancel(); });
}
