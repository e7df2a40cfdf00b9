//! What a task lends it has borrowed itself.

use longhand::LocalExecutor;

fn main() {
    let word = String::from("word");
    let executor = LocalExecutor::new();
    let task = executor.spawn(async { &word[1..] });
    assert_eq!(executor.run(task), "ord");
}
