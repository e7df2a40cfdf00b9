//! What tasks and threads take while they wait, as the operating system counts it.

use std::cell::Cell;
use std::fs;
use std::future::pending;
use std::rc::Rc;
use std::sync::mpsc;
use std::thread;

use longhand::LocalExecutor;
use longhand_bench::figures::Figure;

/// How many threads wait. Of tasks there are more, because they take less than the system counts in.
const THREADS: usize = 1_000;
const TASKS: usize = 10 * THREADS;

/// Of one of many that wait. What was given back before would be taken first, so it is measured first.
/// `None` where the system does not tell.
pub fn measure() -> Option<Vec<Figure>> {
    let figure = |what: &str, who: &str, bytes: usize| Figure {
        what: what.to_owned(),
        at: None,
        who: who.to_owned(),
        lesser: false,
        unit: "bytes each".to_owned(),
        figure: bytes as f64,
        spread: None,
    };
    let [task, _] = of_tasks()?;
    let [thread, reserved] = of_threads()?;
    Some(vec![
        figure("waiting, in memory", "longhand", task),
        figure("waiting, in memory", "threads", thread),
        figure("waiting, with what is reserved", "threads", reserved),
    ])
}

/// What this program has: resident, and reserved.
fn status() -> Option<[usize; 2]> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let bytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kibibytes: usize = line.trim().strip_suffix(" kB")?.parse().ok()?;
        Some(kibibytes * 1_024)
    };
    Some([bytes("VmRSS:")?, bytes("VmSize:")?])
}

fn each(many: usize, before: [usize; 2]) -> Option<[usize; 2]> {
    let after = status()?;
    Some([0, 1].map(|which| after[which].saturating_sub(before[which]) / many))
}

fn of_tasks() -> Option<[usize; 2]> {
    let executor = LocalExecutor::new();
    let polls = Rc::new(Cell::new(0));
    let wait = || {
        let polls = polls.clone();
        async move {
            polls.set(polls.get() + 1);
            pending::<()>().await;
        }
    };
    let before = status()?;
    let _tasks: Vec<_> = (0..TASKS).map(|_| executor.spawn(wait())).collect();
    executor.run_until_stalled();
    assert_eq!(polls.get(), TASKS, "all of them wait");
    each(TASKS, before)
}

fn of_threads() -> Option<[usize; 2]> {
    let (ready, all) = mpsc::channel();
    let before = status()?;
    let wait = |_| {
        let ready = ready.clone();
        let (end, ended) = mpsc::channel::<()>();
        let wait = move || {
            ready.send(()).expect("somebody counts");
            assert!(ended.recv().is_err(), "it is told by the drop");
        };
        (end, thread::spawn(wait))
    };
    let threads: Vec<_> = (0..THREADS).map(wait).collect();
    all.iter().take(THREADS).for_each(drop);
    let taken = each(THREADS, before);
    for (end, thread) in threads {
        drop(end);
        thread.join().expect("it does not panic");
    }
    taken
}
