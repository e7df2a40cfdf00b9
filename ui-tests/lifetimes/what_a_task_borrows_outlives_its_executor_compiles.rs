//! The executor drops its tasks when it ends, and they may still look.

use longhand::LocalExecutor;

fn main() {
    let word = String::from("word");
    let executor = LocalExecutor::new();
    let task = executor.spawn(async { word.len() });
    assert_eq!(executor.run(task), 4);
}
