//! A task that borrowed it would be dropped by what it borrows.

use longhand::LocalExecutor;

fn main() {
    let executor = LocalExecutor::new();
    executor.spawn(async { executor.tick() }).detach();
    executor.run_until_stalled();
}
