//! `yield_now`: once round the run queue.

use core::pin::pin;
use core::task::Poll;

use futures_core::FusedFuture;

use crate::support::actor::{Actor, Deed};
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::spelling::{Spelling, both_spellings};

both_spellings!(
    nothing_is_woken_before_the_first_poll,
    it_wakes_its_caller_once_and_is_ready_when_it_is_polled_again,
    it_wakes_the_waker_of_its_first_poll,
    it_wakes_by_reference,
    polled_after_completion_it_panics_however_often,
    misuse_is_blamed_on_the_line_that_polls,
);

fn nothing_is_woken_before_the_first_poll<S: Spelling>() {
    let probe = Probe::new(S::yield_now());
    assert_eq!(probe.wakes(), 0);
}

fn it_wakes_its_caller_once_and_is_ready_when_it_is_polled_again<S: Spelling>() {
    let mut probe = Probe::new(S::yield_now());
    assert_eq!(probe.poll(), Poll::Pending);
    assert_eq!(probe.wakes(), 1);
    assert_eq!(probe.poll(), Poll::Ready(()));
    assert_eq!(probe.wakes(), 1);
}

fn it_wakes_the_waker_of_its_first_poll<S: Spelling>() {
    let mut probe = Probe::new(S::yield_now());
    assert_eq!(probe.poll(), Poll::Pending);
    assert_eq!((probe.wakes(), probe.clones()), (1, 0));
    // Whoever polls it with another waker has its turn behind it already.
    probe.change_waker();
    assert_eq!(probe.poll(), Poll::Ready(()));
    assert_eq!((probe.wakes(), probe.clones()), (0, 0));
}

fn it_wakes_by_reference<S: Spelling>() {
    let actor = Actor::new();
    let mut future = pin!(S::yield_now());
    assert!(actor.poll(future.as_mut()).is_pending());
    assert_eq!((actor.times(Deed::Wake), actor.times(Deed::Clone)), (1, 0));
}

fn polled_after_completion_it_panics_however_often<S: Spelling>() {
    let mut probe = Probe::new(S::yield_now());
    assert!(probe.poll().is_pending());
    assert!(probe.poll().is_ready());
    for _ in 0..3 {
        let panic = panic_of(|| probe.poll());
        assert_eq!(panic.message, S::after_completion("YieldNow"));
    }
}

fn misuse_is_blamed_on_the_line_that_polls<S: Spelling>() {
    let mut probe = Probe::new(S::yield_now());
    assert!(probe.poll().is_pending());
    assert!(probe.poll().is_ready());
    let (here, panic) = (line!(), panic_of(|| probe.poll()));
    let blamed = (panic.file.as_str(), panic.line) == (file!(), here);
    assert_eq!(blamed, S::BLAMES_THE_CALLER, "{panic:?}");
}

#[test]
fn it_shows_its_name_and_its_state() {
    let mut probe = Probe::new(longhand::yield_now());
    let shows = |probe: &Probe<longhand::yield_now::YieldNow>, state, is_terminated| {
        let expected = format!("YieldNow {{ state: {state} }}");
        assert_eq!(format!("{:?}", probe.future()), expected);
        assert_eq!(probe.future().is_terminated(), is_terminated);
    };
    shows(&probe, "Running", false);
    assert!(probe.poll().is_pending());
    shows(&probe, "Yielding", false);
    assert!(probe.poll().is_ready());
    shows(&probe, "Finished", true);
}
