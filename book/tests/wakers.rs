//! What the chapter "waker" says of wakers.

use std::task::Poll;

use longhand::yield_now;
use longhand_book::wakers::calls::{self, Told};
use longhand_book::wakers::polling::Root;
use longhand_book::wakers::{counting, impatient};

fn row(name: &str) -> Told {
    let rows = calls::rows();
    let (_, told) = rows.into_iter().find(|(shown, _)| *shown == name).unwrap();
    told
}

#[test]
fn a_waker_that_is_known_is_not_kept_again() {
    let (short, long) = (row("sleep(1 ms)"), row("sleep(9 ms)"));
    assert_eq!((short.polls, long.polls), (2, 10));
    assert_eq!(short.calls, long.calls);
    assert_eq!(long.calls.clone, 1);
}

#[test]
fn a_combinator_keeps_no_waker_of_its_own() {
    let (one, two) = (row("sleep(9 ms)"), row("join((sleep(9 ms), sleep(9 ms)))"));
    assert_eq!(two.calls.clone, 2 * one.calls.clone);
    assert_eq!(row("join((yield_now(), yield_now()))").calls.clone, 0);
}

#[test]
fn what_is_kept_is_called_or_dropped() {
    for (name, told) in calls::rows() {
        let counting::Calls {
            clone, wake, drop, ..
        } = told.calls;
        assert_eq!(clone, wake + drop, "{name}");
    }
}

#[test]
fn a_waker_that_polls_is_called_in_the_middle_of_a_poll() {
    let words = longhand_book::panics::catch(|| Root::new(yield_now()).poll()).unwrap_err();
    assert_eq!(words, "the future is being polled already");
    let ready = Root::new(async {}).poll();
    assert_eq!(ready, Poll::Ready(()));
}

#[test]
fn who_wakes_himself_keeps_the_thread_from_sleep() {
    let log = impatient::run();
    let [impatient, patient] = log.lines().collect::<Vec<_>>()[..] else {
        panic!("{log}");
    };
    assert!(impatient.ends_with("sleeps: 0") && patient.ends_with("sleeps: 1"));
}
