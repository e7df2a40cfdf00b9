//! Programs of the chapter "task": a handle that is let go, and a task that always wakes itself.

use std::cell::Cell;
use std::rc::Rc;

use longhand::executor::LocalExecutor;
use longhand::{spawn, yield_now};

/// Writes one word after another.
async fn write(words: Rc<Cell<u32>>) {
    for _ in 0..3 {
        words.set(words.get() + 1);
        yield_now().await;
    }
}

/// Spawns a task to write three words, and waits a while for something else.
#[expect(clippy::let_underscore_future, reason = "this is what goes wrong")]
pub async fn dropped(words: Rc<Cell<u32>>) {
    let _ = spawn(write(words));
    yield_now().await;
}

/// The same with a handle that is kept.
pub async fn held(words: Rc<Cell<u32>>) {
    let writing = spawn(write(words));
    yield_now().await;
    writing.await;
}

/// The words of both.
pub fn run_dropped() -> String {
    let (of_dropped, of_held) = (Rc::default(), Rc::default());
    LocalExecutor::new().run(dropped(Rc::clone(&of_dropped)));
    LocalExecutor::new().run(held(Rc::clone(&of_held)));
    format!(
        "dropped: {} words\nheld:    {} words",
        of_dropped.get(),
        of_held.get()
    )
}

/// Gives way for ever.
async fn restless(turns: Rc<Cell<u32>>) {
    loop {
        turns.set(turns.get() + 1);
        yield_now().await;
    }
}

/// A task that always wakes itself, beside a future that gives way three times.
pub fn run_restless() -> String {
    let turns = Rc::default();
    let executor = LocalExecutor::new();
    executor.spawn(restless(Rc::clone(&turns))).detach();
    executor.run(async {
        for _ in 0..3 {
            yield_now().await;
        }
    });
    format!(
        "turns of `main`: 4, and it is done\nturns of `restless`: {}",
        turns.get()
    )
}
