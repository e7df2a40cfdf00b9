//! What a panic says, without the default hook's report on the builder's own output.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// The answer of `body`, or the words of its panic.
pub fn catch<R>(body: impl FnOnce() -> R) -> Result<R, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                report(info);
            }
        }));
    });
    let before = QUIET.replace(true);
    let answer = panic::catch_unwind(AssertUnwindSafe(body));
    QUIET.set(before);
    answer.map_err(|payload| match payload.downcast::<String>() {
        Ok(words) => *words,
        Err(payload) => payload
            .downcast::<&str>()
            .map_or_else(|_| String::new(), |s| s.to_string()),
    })
}
