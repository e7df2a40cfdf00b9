//! What a task lends it has borrowed itself.

use longhand::LocalExecutor;

fn main() {
    let executor = LocalExecutor::new();
    let task = {
        let word = String::from("word");
        executor.spawn(async { &word[1..] })
    };
    assert_eq!(executor.run(task), "ord");
}
