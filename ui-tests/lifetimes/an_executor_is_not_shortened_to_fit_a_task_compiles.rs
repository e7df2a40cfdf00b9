//! It keeps the task for as long as it lives itself, and not for as long as a borrow of it.

use longhand::{LocalExecutor, Task};

fn spawn_word<'w>(executor: &LocalExecutor<'w>, word: &'w str) -> Task<usize> {
    let same: &LocalExecutor<'w> = executor;
    same.spawn(async move { word.len() })
}

fn main() {
    let executor = LocalExecutor::new();
    executor.run(spawn_word(&executor, "word"));
}
