//! `{{#table waiting-times}}`: how long things take one after another and joined, by what they do.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Waker};
use std::time::Duration;

use longhand::join;
use longhand::time::{ManualClock, sleep};

/// What somebody does for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Waits for something that goes on by itself.
    Waits(u64),
    /// Calculates, or calls a function that blocks: the thread is not free.
    Works(u64),
}

/// Does it, by a clock that only turns while somebody works or all wait.
async fn done(clock: &ManualClock, deed: Deed) {
    match deed {
        Deed::Waits(milliseconds) => sleep(Duration::from_millis(milliseconds)).await,
        Deed::Works(milliseconds) => clock.advance(Duration::from_millis(milliseconds)),
    }
}

/// How long both take, one after another and joined, in milliseconds.
pub fn took(one: Deed, other: Deed) -> [u128; 2] {
    let after_each_other = elapsed(|clock| {
        Box::pin(async move {
            done(clock, one).await;
            done(clock, other).await;
        })
    });
    let joined = elapsed(|clock| {
        Box::pin(async move {
            join((done(clock, one), done(clock, other))).await;
        })
    });
    [after_each_other, joined]
}

fn elapsed(
    body: impl for<'c> FnOnce(&'c ManualClock) -> Pin<Box<dyn Future<Output = ()> + 'c>>,
) -> u128 {
    let clock = ManualClock::new();
    let start = clock.now();
    clock.enter(|| {
        let mut body = pin!(body(&clock));
        let mut cx = Context::from_waker(Waker::noop());
        while body.as_mut().poll(&mut cx).is_pending() {
            clock.advance_to_next();
        }
    });
    clock.now().duration_since(start).as_millis()
}

/// A row for each mixture.
pub fn table() -> String {
    use Deed::{Waits, Works};
    let mixtures = [
        ("two waits", Waits(6), Waits(4)),
        ("a wait and a calculation", Waits(6), Works(4)),
        ("two calculations", Works(6), Works(4)),
    ];
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n| 6 ms and 4 ms | one after another | joined |\n\
         |---|--:|--:|\n",
    );
    for (name, one, other) in mixtures {
        let [after_each_other, joined] = took(one, other);
        table.push_str(&format!(
            "| {name} | {after_each_other} ms | {joined} ms |\n"
        ));
    }
    table.push_str("\n</div>");
    table
}
