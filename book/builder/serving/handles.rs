//! Handles of tasks: one that is dropped, one that is cancelled, and one whose task panics.

use std::cell::RefCell;
use std::future::pending;
use std::rc::Rc;

use longhand::executor::LocalExecutor;
use longhand::{spawn, yield_now};

use crate::panics;

/// Keeps a file to itself, and never ends.
#[expect(
    clippy::await_holding_refcell_ref,
    reason = "that it is kept is what is shown"
)]
async fn keep(file: Rc<RefCell<String>>) {
    let _kept = file.borrow_mut();
    pending::<()>().await;
}

/// Whether the file is free once the handle is gone.
async fn is_free_after_drop(file: &Rc<RefCell<String>>) -> bool {
    let task = spawn(keep(file.clone()));
    yield_now().await;
    drop(task);
    file.try_borrow_mut().is_ok()
}

/// Whether the file is free once the task is cancelled.
async fn is_free_after_cancel(file: &Rc<RefCell<String>>) -> bool {
    let task = spawn(keep(file.clone()));
    yield_now().await;
    task.cancel().await;
    file.try_borrow_mut().is_ok()
}

/// Both.
pub fn free() -> [bool; 2] {
    let files = [Rc::default(), Rc::default()];
    let dropped = LocalExecutor::new().run(is_free_after_drop(&files[0]));
    let cancelled = LocalExecutor::new().run(is_free_after_cancel(&files[1]));
    [dropped, cancelled]
}

/// What they say.
pub fn run_cancelled() -> String {
    let [dropped, cancelled] = free().map(|is_free| if is_free { "free" } else { "still kept" });
    format!(
        "drop(task):          the file is {dropped}\ntask.cancel().await: the file is {cancelled}"
    )
}

/// An answer to a request, which may be a bad one.
async fn answer(request: &'static str) -> usize {
    let parsed = request.parse();
    parsed.unwrap_or_else(|_| panic!("`{request}` is not a number"))
}

/// Three requests, each a task whose panic is an answer.
pub async fn three() -> [Result<usize, String>; 3] {
    let tasks = ["1", "two", "3"].map(|request| spawn(answer(request)).into_result());
    let mut answers = ["", "", ""].map(|_| Ok(0));
    for (task, answer) in tasks.into_iter().zip(&mut answers) {
        *answer = task
            .await
            .map_err(|panic| match panic.downcast::<String>() {
                Ok(words) => *words,
                Err(_) => String::new(),
            });
    }
    answers
}

/// What becomes of them.
pub fn run_panicked() -> String {
    let answers = panics::catch(|| LocalExecutor::new().run(three()));
    let answers = answers.map(|answers| answers.map(|answer| format!("{answer:?}")));
    answers.map_or_else(|words| words, |answers| answers.join("\n"))
}
