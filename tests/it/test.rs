//! `test`: futures that are cancelled after every poll, and what that is found to lose.
//!
//! What the futures of this crate are found to lose is in `losses.rs`.

use core::cell::{Cell, RefCell};
use core::future::{pending, poll_fn};
use core::task::Poll;
use std::rc::Rc;

use longhand::channel::oneshot::Receiver;
use longhand::test::{Grade, cancel_after_every_poll};
use longhand::yield_now;

use crate::support::panics::panic_of;
use crate::support::world::{a_letter, still};

/// Yields so often.
async fn yields(times: usize) {
    for _ in 0..times {
        yield_now().await;
    }
}

#[test]
fn it_is_dropped_before_the_first_poll_and_after_each_but_the_last() {
    let polls = Rc::new(Cell::new(0));
    let cancelled_after = RefCell::new(Vec::new());
    let begin = || {
        polls.set(0);
        still(polls.clone())
    };
    let three = async |polls: &mut Rc<Cell<u32>>| {
        poll_fn(|cx| {
            polls.set(polls.get() + 1);
            cx.waker().wake_by_ref();
            if polls.get() < 3 {
                Poll::Pending
            } else {
                Poll::Ready(())
            }
        })
        .await
    };
    let check = |polls: &mut Rc<Cell<u32>>| cancelled_after.borrow_mut().push(polls.get());
    cancel_after_every_poll(begin, three).check(check);
    assert_eq!(*cancelled_after.borrow(), [0, 1, 2]);
}

#[test]
fn one_that_waits_is_dropped_before_and_after_its_wake() {
    let steps = Rc::new(Cell::new(0));
    let cancelled_after = RefCell::new(Vec::new());
    let begin = || {
        steps.set(0);
        let (receiver, mut send) = a_letter();
        let steps = steps.clone();
        let step = move || {
            steps.set(steps.get() + 1);
            if steps.get() == 3 {
                send();
            }
        };
        (receiver, step)
    };
    let check = |receiver: &mut Receiver<u8>| {
        let is_there = receiver.try_recv().is_ok();
        cancelled_after.borrow_mut().push((steps.get(), is_there));
    };
    cancel_after_every_poll(begin, async |receiver| receiver.await).check(check);
    assert_eq!(
        *cancelled_after.borrow(),
        [(0, false), (0, false), (3, true)]
    );
}

#[test]
fn a_check_that_fails_says_after_which_poll() {
    let cases = [
        (0, "cancelled before its first poll: it is 0"),
        (1, "cancelled after 1 poll and a wake: it is 1"),
        (2, "cancelled after 2 polls and a wake: it is 2"),
    ];
    for (fails, message) in cases {
        let count = async |polls: &mut u32| {
            for _ in 0..3 {
                *polls += 1;
                yield_now().await;
            }
        };
        let check = |polls: &mut u32| assert!(*polls != fails, "it is {polls}");
        let panic = panic_of(|| cancel_after_every_poll(|| still(0), count).check(check));
        assert_eq!(panic.message, message);
    }
    let check = |_: &mut Receiver<u8>| panic!("as said");
    let mut failing = cancel_after_every_poll(a_letter, async |receiver| receiver.await);
    assert_eq!(
        panic_of(|| failing.check(check)).message,
        "cancelled before its first poll: as said"
    );
    let check = |receiver: &mut Receiver<u8>| assert!(receiver.try_recv().is_err(), "it is there");
    let message = panic_of(|| failing.check(check)).message;
    assert_eq!(message, "cancelled after 1 poll and a wake: it is there");
}

#[test]
fn a_check_panics_with_what_it_likes() {
    let check = |_: &mut ()| std::panic::panic_any(7_u8);
    let mut failing = cancel_after_every_poll(|| still(()), async |()| yields(1).await);
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| failing.check(check)));
    assert_eq!(panic.unwrap_err().downcast_ref(), Some(&7_u8));
}

#[test]
fn a_future_that_answers_the_same_as_soon_is_lossless() {
    let gone_on = async |polls: &mut u32| {
        while *polls < 3 {
            *polls += 1;
            yield_now().await;
        }
        *polls
    };
    let mut lossless = cancel_after_every_poll(|| still(0), gone_on);
    assert_eq!(lossless.grade(), Grade::Lossless);
    lossless.assert(Grade::Lossless);
    let panic = panic_of(|| lossless.assert(Grade::LosesData));
    assert_eq!(panic.message, "graded as `loses data`, it is `lossless`");
    assert_eq!((&*panic.file, panic.line), (file!(), line!() - 2));
}

#[test]
fn a_future_that_answers_the_same_later_loses_its_place() {
    let mut begins_anew = cancel_after_every_poll(|| still(()), async |()| yields(2).await);
    assert_eq!(begins_anew.grade(), Grade::LosesPlace);
    assert_eq!(
        panic_of(|| begins_anew.assert(Grade::Lossless)).message,
        "graded as `lossless`, it is `loses place`: cancelled after 1 poll and a wake, it takes \
         0 steps and 4 polls, and not 0 steps and 3 polls"
    );
}

#[test]
fn a_future_that_answers_otherwise_loses_data() {
    let taken = async |slot: &mut Option<u8>| {
        let value = slot.take();
        yields(2).await;
        value
    };
    let mut taken = cancel_after_every_poll(|| still(Some(7)), taken);
    assert_eq!(taken.grade(), Grade::LosesData);
    assert_eq!(
        panic_of(|| taken.assert(Grade::LosesPlace)).message,
        "graded as `loses place`, it is `loses data`: cancelled after 1 poll and a wake, it answers \
         None, and not Some(7)"
    );
}

#[test]
fn a_future_that_is_not_woken_again_loses_data() {
    let once = async |receiver: &mut Option<Receiver<u8>>| match receiver.take() {
        Some(receiver) => receiver.await,
        None => pending().await,
    };
    let begin = || {
        let (receiver, step) = a_letter();
        (Some(receiver), step)
    };
    let mut once = cancel_after_every_poll(begin, once);
    assert_eq!(
        panic_of(|| once.assert(Grade::Lossless)).message,
        "graded as `lossless`, it is `loses data`: cancelled after 1 poll, it is pending for ever: \
         nobody wakes it, whatever happens"
    );
}

#[test]
fn a_wake_for_the_one_that_was_dropped_is_none_for_the_next() {
    let first_waker = async |kept: &mut Rc<RefCell<Option<std::task::Waker>>>| {
        let mut polls = 0;
        poll_fn(|cx| {
            kept.borrow_mut().get_or_insert_with(|| cx.waker().clone());
            polls += 1;
            if polls == 2 {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await
    };
    let begin = || {
        let kept = Rc::new(RefCell::new(None::<std::task::Waker>));
        let waker = kept.clone();
        (kept, move || {
            waker.borrow().iter().for_each(|waker| waker.wake_by_ref())
        })
    };
    cancel_after_every_poll(begin, first_waker).assert(Grade::LosesData);
}

#[test]
fn a_stall_that_no_cancel_has_caused_is_told() {
    let mut stalled = cancel_after_every_poll(|| still(()), async |()| pending::<u8>().await);
    let told = "nobody has cancelled the future, and it is pending for ever: nobody wakes it, \
                whatever happens";
    assert_eq!(panic_of(|| stalled.grade()).message, told);
    assert_eq!(panic_of(|| stalled.check(|()| ())).message, told);
}

#[test]
fn a_future_that_wakes_itself_for_ever_is_told() {
    let mut busy = cancel_after_every_poll(|| still(()), async |()| yields(usize::MAX).await);
    let panic = panic_of(|| busy.grade());
    assert_eq!(
        panic.message,
        "the future is pending after 10000 polls, and wakes itself again"
    );
}

#[test]
fn a_future_that_ends_otherwise_each_time_is_told() {
    let mut begun = 0;
    let begin = || {
        begun += 1;
        still(4 - begun)
    };
    let mut fickle = cancel_after_every_poll(begin, async |times| yields(*times).await);
    assert_eq!(
        panic_of(|| fickle.check(|_| ())).message,
        "cancelled after 2 polls and a wake: it does not go the same way each time: it has ended before"
    );
}

#[test]
fn a_panic_of_the_future_itself_passes_and_one_after_a_cancel_says_when() {
    let panics = async |words: &mut &str| {
        yields(1).await;
        panic!("{words}")
    };
    let mut panicking = cancel_after_every_poll(|| still("as it is"), panics);
    assert_eq!(panic_of(|| panicking.check(|_| ())).message, "as it is");

    let only_once = async |begun: &mut bool| {
        assert!(!*begun, "begun twice");
        *begun = true;
        yields(1).await;
    };
    let mut only_once = cancel_after_every_poll(|| still(false), only_once);
    let told = "cancelled after 1 poll and a wake: begun twice";
    assert_eq!(panic_of(|| only_once.grade()).message, told);

    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("dropped");
        }
    }
    let mut bombs = cancel_after_every_poll(
        || still(()),
        async |()| {
            let bomb = Bomb;
            yields(1).await;
            core::mem::forget(bomb);
        },
    );
    let told = "cancelled after 1 poll and a wake: dropped";
    assert_eq!(panic_of(|| bombs.grade()).message, told);
}

#[test]
fn nothing_is_begun_before_it_is_asked() {
    let begun = Cell::new(0);
    let begin = || still(begun.replace(begun.get() + 1));
    let mut idle = cancel_after_every_poll(begin, async |_| ());
    assert_eq!(begun.get(), 0);
    assert_eq!(format!("{idle:?}"), "Cancellations { .. }");
    assert_eq!(idle.grade(), Grade::Lossless);
    assert_eq!(begun.get(), 2, "alone, and dropped before its only poll");
}

#[test]
fn the_grades_are_in_order_and_have_their_names() {
    let grades = [Grade::Lossless, Grade::LosesPlace, Grade::LosesData];
    assert!(grades.is_sorted());
    let names = grades.map(|grade| grade.to_string());
    assert_eq!(names, ["lossless", "loses place", "loses data"]);
}
