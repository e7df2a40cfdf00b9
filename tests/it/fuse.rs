//! `fuse`: a future that may be polled after its end.

use core::cell::Cell;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use futures_core::FusedFuture;
use futures_core::stream::{FusedStream, Stream};
use longhand::fuse::Fuse;
use longhand::{FutureExt, fuse};

use crate::support::panics::{catch, panic_of};
use crate::support::probe::Probe;
use crate::support::script::Script;
use crate::support::stage::Event::{Dropped, Polled};
use crate::support::stage::{NOTHING, Stage};

#[test]
fn until_it_is_ready_it_is_its_future() {
    let stage = Stage::new();
    let mut probe = Probe::new(fuse(Script::new(&stage, "a").pending(1).ready(7)));
    assert_eq!(stage.events(), NOTHING);
    assert_eq!(probe.poll(), Poll::Pending);
    assert_eq!(stage.events(), [Polled("a")]);
    probe.change_waker();
    assert_eq!(probe.poll(), Poll::Pending);
    stage.wake("a");
    assert_eq!(probe.wakes(), 1);
    assert!(!probe.future().is_terminated());
}

#[test]
fn after_its_end_it_is_pending_and_the_future_is_gone() {
    let stage = Stage::new();
    let mut probe = Probe::new(Script::new(&stage, "a").ready(7).fuse());
    assert_eq!(probe.poll(), Poll::Ready(7));
    assert_eq!(stage.events(), [Polled("a"), Dropped("a")]);
    assert!(probe.future().is_terminated());
    assert_eq!(format!("{:?}", probe.future()), "Fuse { state: Finished }");
    let kept = probe.clones();
    for _ in 0..3 {
        assert_eq!(probe.poll(), Poll::Pending);
    }
    assert_eq!(probe.clones(), kept, "nobody will wake it");
    drop(probe);
    assert_eq!(stage.events(), NOTHING);
}

#[test]
fn cancelled_it_drops_its_future() {
    let stage = Stage::new();
    let mut probe = Probe::new(fuse(Script::<()>::new(&stage, "a")));
    assert!(probe.poll().is_pending());
    drop(probe);
    assert_eq!(stage.events(), [Polled("a"), Dropped("a")]);
}

#[test]
fn a_panic_drops_its_future_and_a_later_poll_says_so() {
    let stage = Stage::new();
    let mut probe = Probe::new(fuse(Script::<()>::new(&stage, "a").panics()));
    assert_eq!(panic_of(|| probe.poll()).message, "a panics in its poll");
    assert_eq!(stage.events(), [Polled("a"), Dropped("a")]);
    let message = "`Fuse` polled after a child panicked";
    assert_eq!(panic_of(|| probe.poll()).message, message);
    assert!(probe.future().is_terminated());
}

#[test]
fn a_panic_of_its_futures_drop_goes_on_and_a_later_poll_says_so() {
    let stage = Stage::new();
    let mut probe = Probe::new(fuse(Script::new(&stage, "a").ready(()).panics_in_drop()));
    assert_eq!(format!("{:?}", probe.future()), "Fuse { state: Running }");
    assert_eq!(panic_of(|| probe.poll()).message, "a panics in its drop");
    assert_eq!(stage.events(), [Polled("a"), Dropped("a")]);
    assert_eq!(format!("{:?}", probe.future()), "Fuse { state: Panicked }");
    let (here, panic) = (line!(), panic_of(|| probe.poll()));
    assert_eq!(panic.message, "`Fuse` polled after a child panicked");
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
}

#[test]
fn there_are_fuses_with_nothing_to_wait_for() {
    let mut probe = Probe::new(Fuse::<Script>::terminated());
    assert!(probe.future().is_terminated());
    assert!(probe.poll().is_pending());
}

#[test]
fn a_fuse_of_a_stream_ends_once_and_for_all() {
    let stage = Stage::new();
    let mut fuse = Box::pin(fuse(CountDown {
        left: Cell::new(Some(2)),
        _script: Script::<()>::new(&stage, "a"),
    }));
    assert_eq!(fuse.size_hint(), (0, None));
    assert!(!FusedStream::is_terminated(&*fuse));
    let mut cx = Context::from_waker(Waker::noop());
    let mut next = || fuse.as_mut().poll_next(&mut cx);
    assert_eq!(next(), Poll::Ready(Some(2)));
    assert_eq!(next(), Poll::Ready(Some(1)));
    assert_eq!(stage.events(), NOTHING);
    assert_eq!(next(), Poll::Ready(None));
    assert_eq!(stage.events(), [Dropped("a")]);
    assert_eq!(next(), Poll::Ready(None));
    assert!(FusedStream::is_terminated(&*fuse));
    assert_eq!(fuse.size_hint(), (0, Some(0)));
}

#[test]
fn a_panic_drops_its_stream_and_a_later_poll_says_so() {
    let stage = Stage::new();
    let mut fuse = Box::pin(fuse(CountDown {
        left: Cell::new(None),
        _script: Script::<()>::new(&stage, "a"),
    }));
    let mut cx = Context::from_waker(Waker::noop());
    assert!(catch(|| fuse.as_mut().poll_next(&mut cx)).is_err());
    assert_eq!(stage.events(), [Dropped("a")]);
    assert!(FusedStream::is_terminated(&*fuse));
    let (here, panic) = (line!(), panic_of(|| fuse.as_mut().poll_next(&mut cx)));
    assert_eq!(panic.message, "`Fuse` polled after a child panicked");
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
}

/// A stream that counts down, and panics if it is asked after its end.
struct CountDown {
    left: Cell<Option<usize>>,
    _script: Script,
}

impl Stream for CountDown {
    type Item = usize;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<usize>> {
        let left = self.left.get().expect("nobody asks after the end");
        self.left.set(left.checked_sub(1));
        Poll::Ready((left > 0).then_some(left))
    }
}
