//! Scenes of the chapter "waker".

use std::future::{Future, poll_fn};
use std::task::Poll;
use std::time::Duration;

use longhand::join;
use longhand::time::sleep;
use longhand::trace::{Recording, opaque, probe, record};

/// Calls its waker three times in its first poll, and is ready in the second.
fn loud() -> impl Future<Output = ()> {
    let mut polls = 0;
    poll_fn(move |cx| {
        polls += 1;
        if polls > 1 {
            return Poll::Ready(());
        }
        (0..3).for_each(|_| cx.waker().wake_by_ref());
        Poll::Pending
    })
}

/// Three wakes of one future, while a sibling sleeps.
pub fn marked() -> Recording {
    let loud = opaque(|| "loud", loud());
    let nap = probe(|| "nap", sleep(Duration::from_millis(2)));
    record(probe(|| "join", join((loud, nap))))
}
