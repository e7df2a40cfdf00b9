//! A task is there until it has been awaited, or its executor ends.

use longhand::LocalExecutor;

fn main() {
    let mut words = vec!["one"];
    let executor = LocalExecutor::new();
    let task = executor.spawn(async { words.len() });
    words.push("two");
    executor.run(task);
}
