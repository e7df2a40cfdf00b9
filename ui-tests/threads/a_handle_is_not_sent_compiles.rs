//! The answer lies beside the task's own cells, which no other thread may touch.

use std::thread;

use longhand::LocalExecutor;

fn main() {
    let executor = LocalExecutor::new();
    let task = executor.spawn(async { 7 });
    let answer = executor.run(task);
    thread::spawn(move || answer);
}
