//! Scenes of the chapter "timeout".

use std::cell::Cell;
use std::future::pending;
use std::rc::Rc;
use std::time::Duration;

use longhand::time::sleep;
use longhand::trace::{Recording, opaque, probe, record};
use longhand::{block_on, race, shorthand, timeout};

use super::select::{Mailbox, read};

/// A future that takes longer than it may.
pub fn late() -> Recording {
    let limit = probe(|| "limit", sleep(Duration::from_millis(2)));
    let slow = probe(|| "slow", sleep(Duration::from_millis(9)));
    record(probe(|| "timeout", timeout(limit, slow)))
}

/// The same with the twin.
pub fn late_shorthand() -> Recording {
    let limit = probe(|| "limit", sleep(Duration::from_millis(2)));
    let slow = probe(|| "slow", sleep(Duration::from_millis(9)));
    record(opaque(|| "timeout", shorthand::timeout(limit, slow)))
}

/// A page from a server that answers after a while.
async fn answers(after: Duration) -> &'static str {
    sleep(after).await;
    "a page"
}

/// A page from a server that never answers.
async fn never() -> &'static str {
    pending().await
}

/// Two servers are asked, one of which is dead.
pub fn mirrors() -> String {
    let a_while = Duration::from_millis(2);
    let first = block_on(race((never(), answers(a_while))));
    let in_time = block_on(timeout(sleep(a_while), never()));
    format!("both are asked: {first:?}\nthe dead one, with a limit: {in_time:?}")
}

/// A letter is read, but not in time.
pub fn half_read() -> String {
    let mailbox = Rc::new(Mailbox::default());
    mailbox.put("hello");
    let outcome = Rc::new(Cell::new(None));
    let (inside, said) = (mailbox.clone(), outcome.clone());
    record(opaque(|| "reader", async move {
        let limit = sleep(Duration::from_millis(2));
        said.set(Some(timeout(limit, read(&inside)).await));
    }));
    let said = outcome.take().expect("it has come to its end");
    format!(
        "read:                {said:?}\nleft in the mailbox: {:?}",
        mailbox.left()
    )
}
