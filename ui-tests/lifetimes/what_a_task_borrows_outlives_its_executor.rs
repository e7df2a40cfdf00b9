//! The executor drops its tasks when it ends, and they may still look.

use longhand::LocalExecutor;

fn main() {
    let executor = LocalExecutor::new();
    let word = String::from("word");
    let task = executor.spawn(async { word.len() });
    assert_eq!(executor.run(task), 4);
}
