//! Scenes of the chapter "task".

use std::time::Duration;

use longhand::executor::LocalExecutor;
use longhand::time::{ManualClock, sleep};
use longhand::{join, spawn};

use super::ask_woken::AskWoken;
use crate::recording::Recording;
use crate::told;

async fn after(milliseconds: u64) {
    sleep(Duration::from_millis(milliseconds)).await;
}

fn recorded(main: impl Future<Output = ()> + 'static) -> Recording {
    told::record(|| {
        let (clock, executor) = (ManualClock::new(), LocalExecutor::new());
        clock.enter(|| {
            let main = executor.spawn(told::spawned("main", main));
            told::run(&executor, &clock, &main);
            drop(executor);
        });
    })
}

/// Two tasks, of which one has two children: they end after one, two and three milliseconds.
pub fn tasks() -> Recording {
    recorded(async {
        let both = join((told::child("head", after(1)), told::child("body", after(3))));
        let page = spawn(told::spawned("page", async { _ = both.await }));
        let beat = spawn(told::spawned("beat", after(2)));
        beat.await;
        page.await;
    })
}

/// One task, whose parent asks the children that woke.
pub fn subexecutor() -> Recording {
    recorded(AskWoken::new([
        told::root("head", after(1)),
        told::root("body", after(3)),
    ]))
}
