//! It keeps the task for as long as it lives itself, and not for as long as a borrow of it.

use longhand::{LocalExecutor, Task};

fn spawn_word<'w>(executor: &LocalExecutor<'static>, word: &'w str) -> Task<usize> {
    let shorter: &LocalExecutor<'w> = executor;
    shorter.spawn(async move { word.len() })
}

fn main() {
    let executor = LocalExecutor::new();
    executor.run(spawn_word(&executor, "word"));
}
