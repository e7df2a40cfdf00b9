//! What is spawned from inside may outlive whoever spawns it.

use longhand::{LocalExecutor, spawn};

fn main() {
    LocalExecutor::new().run(async {
        let word = String::from("word");
        let task = spawn(async { word.len() });
        task.await
    });
}
