//! What is allocated: `{{#table block-on-allocated}}` and `{{#table task-allocated}}`, counted when the
//! book is built.
#![expect(unsafe_code, reason = "an allocator hands out memory")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::future::{poll_fn, ready};
use std::task::{Poll, Waker};

use anyhow::Result;
use longhand::executor::LocalExecutor;
use longhand::{shorthand, yield_now};
use tokio::runtime::Builder;
use tokio::task::LocalSet;

use crate::measure::{grouped, kilobyte, photo};

/// The allocator of the system, which counts what each thread asks it for.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How often memory was asked for, and how much in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allocated {
    /// How often.
    pub times: usize,
    /// How much.
    pub bytes: usize,
}

thread_local! {
    static ALLOCATED: Cell<Allocated> = const { Cell::new(Allocated { times: 0, bytes: 0 }) };
}

// SAFETY: it passes on each call as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Allocated { times, bytes } = ALLOCATED.get(); // it has no destructor, so it is there
        ALLOCATED.set(Allocated {
            times: times + 1,
            bytes: bytes + layout.size(),
        });
        // SAFETY: as the caller says.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as the caller says.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// What `body` asks for when it is run for the second time: what is made once is there by then.
pub fn by(mut body: impl FnMut()) -> Allocated {
    body();
    let before = ALLOCATED.get();
    body();
    let after = ALLOCATED.get();
    Allocated {
        times: after.times - before.times,
        bytes: after.bytes - before.bytes,
    }
}

/// What a `block_on` allocates, by what it runs.
pub fn of_block_on() -> String {
    /// A row: the future is an expression, so that each executor gets one of its own.
    macro_rules! row {
        ($name:literal: $future:expr) => {{
            let calls = [
                by(|| _ = longhand::block_on($future)),
                by(|| _ = shorthand::block_on($future)),
                by(|| _ = pollster::block_on($future)),
                by(|| _ = futures_lite::future::block_on($future)),
                by(|| _ = futures_executor::block_on($future)),
            ];
            let times = calls.map(|call| format!(" {} |", call.times)).concat();
            format!("| {} |{times}\n", $name)
        }};
    }
    let rows = [
        row!("is ready at once": ready(7)),
        row!("gives way": yield_now()),
        row!("keeps its waker": keeps()),
    ];
    format!(
        "<div class=\"measured-table\">\n\n| allocations of a call whose future … | longhand | shorthand | \
         pollster | futures_lite | futures_executor |\n|---|--:|--:|--:|--:|--:|\n{}\n</div>",
        rows.concat()
    )
}

/// Keeps its waker from one poll to the next.
async fn keeps() {
    let mut kept: Option<Waker> = None;
    poll_fn(|cx| {
        if kept.take().is_some() {
            return Poll::Ready(());
        }
        kept = Some(cx.waker().clone());
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// What a task allocates, by its future.
pub fn of_task() -> Result<String> {
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n| bytes of one task | its future | longhand | shorthand | \
         tokio |\n|---|--:|--:|--:|--:|\n",
    );
    for (future, bytes, tasks) in tasks()? {
        let [longhand, shorthand, tokio] = tasks.map(|it| grouped(it.bytes));
        let bytes = grouped(bytes);
        table.push_str(&format!(
            "| `{future}` | {bytes} | {longhand} | {shorthand} | {tokio} |\n"
        ));
    }
    table.push_str("\n</div>");
    Ok(table)
}

/// A future, its size, and what a task of it allocates in longhand, shorthand and tokio.
pub type Spawned = (&'static str, usize, [Allocated; 3]);

/// A row for each future.
pub fn tasks() -> Result<Vec<Spawned>> {
    let runtime = Builder::new_current_thread().build()?;
    /// A row: the future is an expression, so that each task gets one of its own.
    macro_rules! row {
        ($future:expr) => {
            (
                stringify!($future),
                size_of_val(&$future),
                [
                    LocalExecutor::new().run(async { by(|| longhand::spawn($future).detach()) }),
                    LocalExecutor::new().run(async { by(|| shorthand::spawn($future).detach()) }),
                    LocalSet::new().block_on(&runtime, async {
                        by(|| drop(tokio::task::spawn_local($future)))
                    }),
                ],
            )
        };
    }
    Ok(vec![
        row!(ready(7_u8)),
        row!(yield_now()),
        row!(photo()),
        row!(kilobyte()),
    ])
}
