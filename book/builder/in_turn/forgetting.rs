//! A function that is called again begins at its top, with none of its variables.

use std::cell::Cell;
use std::fmt::Write;
use std::task::Poll;

/// A place for one letter.
pub type Mailbox = Cell<Option<&'static str>>;

/// Takes two letters and copies them out, or says that it has to wait.
pub fn poll_both(mailbox: &Mailbox) -> Poll<String> {
    let Some(one) = mailbox.take() else {
        return Poll::Pending;
    };
    let Some(other) = mailbox.take() else {
        return Poll::Pending;
    };
    Poll::Ready(format!("{one}, {other}"))
}

/// Two letters come, one at a time.
pub fn run() -> String {
    let (mailbox, mut log) = (Mailbox::default(), String::new());
    for letter in ["hello", "goodbye"] {
        mailbox.set(Some(letter));
        let answer = poll_both(&mailbox);
        let _ = writeln!(log, "{letter:?} comes, we call: {answer:?}");
    }
    let _ = write!(log, "left in the mailbox: {:?}", mailbox.take());
    log
}
