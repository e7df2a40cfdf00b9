//! Scenes of the chapter "task".

use std::time::Duration;

use longhand::executor::LocalExecutor;
use longhand::join;
use longhand::time::{ManualClock, sleep};

use super::ask_woken::AskWoken;
use crate::recording::Recording;
use crate::told;

async fn after(milliseconds: u64) {
    sleep(Duration::from_millis(milliseconds)).await;
}

/// A recording of `main`, a task, and of what it spawns.
pub fn recorded(main: impl Future<Output = ()> + 'static) -> Recording {
    told::record(|| {
        let (clock, executor) = (ManualClock::new(), LocalExecutor::new());
        clock.enter(|| {
            let main = executor.spawn(told::spawned("main", main));
            told::run(&executor, &clock, &main);
            drop(executor);
        });
    })
}

/// Two tasks, of which one has two children: they end after one, two and three milliseconds. What is
/// called `spawn` spawns them.
macro_rules! two_tasks {
    ($spawn:path) => {
        recorded(async {
            let both = join((told::child("head", after(1)), told::child("body", after(3))));
            let page = $spawn(told::spawned("page", async { _ = both.await }));
            let beat = $spawn(told::spawned("beat", after(2)));
            beat.await;
            page.await;
        })
    };
}

/// Two tasks.
pub fn tasks() -> Recording {
    two_tasks!(longhand::spawn)
}

/// The same by the twin.
pub fn tasks_shorthand() -> Recording {
    two_tasks!(longhand::shorthand::spawn)
}

/// One task, whose parent asks the children that woke.
pub fn subexecutor() -> Recording {
    recorded(AskWoken::new([
        told::root("head", after(1)),
        told::root("body", after(3)),
    ]))
}
