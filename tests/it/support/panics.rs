//! [`catch`]: what a piece of code panics with, and on which line.

use core::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;
use std::thread_local;

/// What a panic says, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Panic {
    pub(crate) message: String,
    pub(crate) file: String,
    pub(crate) line: u32,
}

thread_local! {
    static CATCHING: Cell<bool> = const { Cell::new(false) };
    static LAST: RefCell<Option<Panic>> = const { RefCell::new(None) };
}

/// Runs `act` to its end, or to its panic.
pub(crate) fn catch<T>(act: impl FnOnce() -> T) -> Result<T, Panic> {
    keep_panics();
    let before = CATCHING.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(act));
    CATCHING.set(before);
    result.map_err(|_| LAST.take().expect("the hook has seen it"))
}

/// Runs `act`, which must panic.
#[track_caller]
pub(crate) fn panic_of<T>(act: impl FnOnce() -> T) -> Panic {
    match catch(act) {
        Ok(_) => panic!("this should have panicked"),
        Err(panic) => panic,
    }
}

/// From now on a panic that is being caught is kept instead of printed.
fn keep_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if CATCHING.get() {
                LAST.set(Some(describe(info)));
            } else {
                print(info);
            }
        }));
    });
}

fn describe(info: &PanicHookInfo<'_>) -> Panic {
    let location = info.location().expect("a panic has a place");
    let message = match info.payload().downcast_ref::<&str>() {
        Some(message) => message,
        None => info
            .payload()
            .downcast_ref::<String>()
            .map_or("", String::as_str),
    };
    Panic {
        message: message.to_owned(),
        file: location.file().to_owned(),
        line: location.line(),
    }
}
