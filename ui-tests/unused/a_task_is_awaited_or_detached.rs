//! A handle that is dropped cancels the task.

#![deny(unused_must_use)]

use longhand::LocalExecutor;

fn main() {
    let executor = LocalExecutor::new();
    executor.spawn(async {});
    executor.run_until_stalled();
}
