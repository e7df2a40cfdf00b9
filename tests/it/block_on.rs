//! `block_on`: one future on this thread, which sleeps when there is nothing to poll.
//!
//! A test in which a wake is lost does not fail: it hangs.

use core::cell::Cell;
use core::future::{Future, poll_fn};
use core::marker::PhantomData;
use core::pin::pin;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::task::{Poll, Waker};
use core::time::Duration;
use std::rc::Rc;
use std::sync::mpsc;
use std::thread;

use longhand::channel::oneshot::oneshot;
use longhand::trace::{Counts, count};

use crate::support::allocations::allocations;
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::runtime::Runtime;
use crate::support::script::Script;
use crate::support::spelling::both_spellings;
use crate::support::stage::Event::{Dropped, Polled};
use crate::support::stage::Stage;
use crate::support::storm::storm;

both_spellings!(
    it_gives_the_futures_answer,
    a_future_is_polled_only_when_it_was_woken,
    a_future_that_wakes_itself_is_polled_again,
    wakes_before_the_next_poll_are_one,
    a_spurious_unpark_polls_nothing,
    a_wake_from_another_thread_ends_the_sleep,
    a_storm_of_wakes_from_many_threads_loses_none,
    a_body_that_parks_the_thread_eats_no_wake,
    a_body_that_leaves_a_token_behind_is_not_polled_for_it,
    it_nests,
    a_wake_of_the_outer_future_survives_the_inner_sleep,
    the_inner_future_is_not_polled_for_the_outer_ones_wake,
    it_may_be_called_in_a_drop,
    a_future_that_panics_is_dropped_and_the_panic_goes_on,
    the_thread_can_block_again_after_a_panic,
    a_waker_outlives_the_call_and_may_end_on_another_thread,
    clones_of_a_waker_wake_the_same_and_of_another_call_do_not,
    what_the_future_borrows_is_free_afterwards,
    a_call_whose_waker_is_kept_takes_one_allocation,
);

fn it_gives_the_futures_answer<S: Runtime>() {
    assert_eq!(S::block_on(async { 6 * 7 }), 42);
}

fn a_future_is_polled_only_when_it_was_woken<S: Runtime>() {
    let counts = Counts::default();
    let (sender, receiver) = oneshot();
    let sending = thread::spawn(move || sender.send(7));
    assert_eq!(S::block_on(count(&counts, receiver)), Ok(7));
    assert_eq!(sending.join().expect("it sends"), Ok(()));
    assert_eq!(counts.polls(), 1 + counts.wakes());
}

fn a_future_that_wakes_itself_is_polled_again<S: Runtime>() {
    let counts = Counts::default();
    S::block_on(count(&counts, S::yield_now()));
    assert_eq!((counts.polls(), counts.wakes()), (2, 1));
}

fn wakes_before_the_next_poll_are_one<S: Runtime>() {
    let (sender, mut receiver) = oneshot();
    let mut sender = Some(sender);
    let (mut polls, mut sending) = (0, None);
    let answer = S::block_on(poll_fn(|cx| {
        polls += 1;
        match polls {
            1 => (0..3).for_each(|_| cx.waker().wake_by_ref()),
            // Were the other two wakes still to come, there would be polls before the value.
            2 => sending = sender.take().map(|sender| thread::spawn(|| sender.send(7))),
            _ => {}
        }
        pin!(&mut receiver).poll(cx)
    }));
    assert_eq!(answer, Ok(7));
    let sending = sending.expect("the second poll has begun it");
    assert_eq!(sending.join().expect("it sends"), Ok(()));
    assert!(polls <= 3, "polled {polls} times");
}

fn a_spurious_unpark_polls_nothing<S: Runtime>() {
    let mut polls = 0;
    let mut rousing = None;
    S::block_on(poll_fn(|cx| {
        polls += 1;
        if polls > 1 {
            return Poll::Ready(());
        }
        let (sleeper, waker) = (thread::current(), cx.waker().clone());
        rousing = Some(thread::spawn(move || {
            for _ in 0..100 {
                sleeper.unpark();
                thread::yield_now();
            }
            waker.wake();
        }));
        Poll::Pending
    }));
    let rousing = rousing.expect("the first poll has begun it");
    rousing.join().expect("it unparks and wakes");
    assert_eq!(polls, 2);
}

fn a_wake_from_another_thread_ends_the_sleep<S: Runtime>() {
    let (give, take) = mpsc::channel::<Waker>();
    let waking = thread::spawn(move || take.into_iter().for_each(Waker::wake));
    let mut polls = 0;
    S::block_on(poll_fn(|cx| {
        polls += 1;
        if polls > 100 {
            return Poll::Ready(());
        }
        give.send(cx.waker().clone()).expect("it takes wakers");
        Poll::Pending
    }));
    drop(give);
    waking.join().expect("it wakes");
    assert_eq!(polls, 101);
}

fn a_storm_of_wakes_from_many_threads_loses_none<S: Runtime>() {
    let counts = Counts::default();
    S::block_on(count(&counts, storm(4, 2_000)));
    assert_eq!(counts.wakes(), 8_000);
    assert!(counts.polls() <= 1 + counts.wakes());
}

fn a_body_that_parks_the_thread_eats_no_wake<S: Runtime>() {
    let mut polls = 0;
    S::block_on(poll_fn(|cx| {
        polls += 1;
        if polls > 1 {
            return Poll::Ready(());
        }
        let waker = cx.waker().clone();
        thread::spawn(move || waker.wake())
            .join()
            .expect("it wakes");
        // Whatever token there is, the body takes it.
        thread::current().unpark();
        thread::park();
        thread::park_timeout(Duration::ZERO);
        Poll::Pending
    }));
    assert_eq!(polls, 2);
}

fn a_body_that_leaves_a_token_behind_is_not_polled_for_it<S: Runtime>() {
    let mut polls = 0;
    let mut waking = None;
    S::block_on(poll_fn(|cx| {
        polls += 1;
        if polls > 1 {
            return Poll::Ready(());
        }
        thread::current().unpark();
        let waker = cx.waker().clone();
        waking = Some(thread::spawn(move || waker.wake()));
        Poll::Pending
    }));
    let waking = waking.expect("the first poll has begun it");
    waking.join().expect("it wakes");
    assert_eq!(polls, 2);
}

fn it_nests<S: Runtime>() {
    let inner = || S::block_on(async { S::block_on(S::sleep(Duration::from_nanos(1))) });
    let answer = S::block_on(async {
        S::yield_now().await;
        inner();
        S::yield_now().await;
        7
    });
    assert_eq!(answer, 7);
}

fn a_wake_of_the_outer_future_survives_the_inner_sleep<S: Runtime>() {
    let mut polls = 0;
    S::block_on(poll_fn(|cx| {
        polls += 1;
        if polls > 1 {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        let (sender, receiver) = oneshot();
        let sending = thread::spawn(move || sender.send(7));
        assert_eq!(S::block_on(receiver), Ok(7));
        assert_eq!(sending.join().expect("it sends"), Ok(()));
        Poll::Pending
    }));
    assert_eq!(polls, 2);
}

fn the_inner_future_is_not_polled_for_the_outer_ones_wake<S: Runtime>() {
    let counts = Counts::default();
    let mut polls = 0;
    S::block_on(poll_fn(|cx| {
        polls += 1;
        if polls > 1 {
            return Poll::Ready(());
        }
        let waker = cx.waker().clone();
        let (sender, receiver) = oneshot();
        let waking = thread::spawn(move || {
            waker.wake();
            sender.send(7)
        });
        assert_eq!(S::block_on(count(&counts, receiver)), Ok(7));
        assert_eq!(waking.join().expect("it wakes and sends"), Ok(()));
        Poll::Pending
    }));
    assert_eq!(polls, 2);
    assert_eq!(counts.polls(), 1 + counts.wakes());
}

fn it_may_be_called_in_a_drop<S: Runtime>() {
    struct Blocking<S: Runtime>(Rc<Cell<usize>>, PhantomData<S>);
    impl<S: Runtime> Drop for Blocking<S> {
        fn drop(&mut self) {
            S::block_on(async {
                S::yield_now().await;
                S::sleep(Duration::from_nanos(1)).await;
            });
            self.0.set(self.0.get() + 1);
        }
    }
    let drops = Rc::new(Cell::new(0));
    let [first, second] = [(); 2].map(|()| Blocking::<S>(drops.clone(), PhantomData));
    S::block_on(async move {
        drop(first);
        S::yield_now().await;
        drop(second);
    });
    assert_eq!(drops.get(), 2);
}

fn a_future_that_panics_is_dropped_and_the_panic_goes_on<S: Runtime>() {
    let stage = Stage::new();
    let panic = panic_of(|| S::block_on(Script::<()>::new(&stage, "future").panics()));
    assert_eq!(panic.message, "future panics in its poll");
    assert_eq!(stage.events(), [Polled("future"), Dropped("future")]);
}

fn the_thread_can_block_again_after_a_panic<S: Runtime>() {
    let panic = panic_of(|| {
        S::block_on(async {
            S::yield_now().await;
            panic!("out of here")
        })
    });
    assert_eq!(panic.message, "out of here");
    S::block_on(S::sleep(Duration::from_nanos(1)));
    // But until it does, nobody drives it.
    let panic = panic_of(|| Probe::new(S::sleep(Duration::from_nanos(1))).poll());
    assert!(panic.message.contains("no clock is turned"), "{panic:?}");
}

fn a_waker_outlives_the_call_and_may_end_on_another_thread<S: Runtime>() {
    let waker = S::block_on(poll_fn(|cx| Poll::Ready(cx.waker().clone())));
    let clone = waker.clone();
    let ending = thread::spawn(move || {
        clone.wake_by_ref();
        clone.wake();
    });
    ending.join().expect("it wakes and drops");
    waker.wake_by_ref();
    // The wakes of one call are nothing to the next.
    let counts = Counts::default();
    S::block_on(count(&counts, S::yield_now()));
    assert_eq!(counts.polls(), 2);
}

fn clones_of_a_waker_wake_the_same_and_of_another_call_do_not<S: Runtime>() {
    let waker = || S::block_on(poll_fn(|cx| Poll::Ready(cx.waker().clone())));
    let (first, second) = (waker(), waker());
    assert!(first.will_wake(&first.clone()));
    assert!(!first.will_wake(&second));
}

fn what_the_future_borrows_is_free_afterwards<S: Runtime>() {
    let mut words = vec!["one"];
    S::block_on(async { words.push("two") });
    words.push("three");
    assert_eq!(words, ["one", "two", "three"]);
}

fn a_call_whose_waker_is_kept_takes_one_allocation<S: Runtime>() {
    S::block_on(S::sleep(Duration::from_nanos(1))); // what the thread keeps for itself is there now
    let kept = || poll_fn(|cx| Poll::Ready(cx.waker().clone()));
    let count = allocations(|| {
        S::block_on(async {
            drop(kept().await);
            S::yield_now().await;
            drop(kept().await);
        })
    });
    assert_eq!(count, 1);
}

#[test]
fn a_call_whose_waker_nobody_keeps_takes_no_allocation() {
    let yielding = || async { longhand::yield_now().await };
    assert_eq!(allocations(|| longhand::block_on(yielding())), 0);
}

#[test]
fn it_may_be_called_while_its_thread_ends() {
    static ANSWERS: AtomicUsize = AtomicUsize::new(0);
    struct Blocking;
    impl Drop for Blocking {
        fn drop(&mut self) {
            for answer in [
                longhand::block_on(async { 1 }),
                longhand::shorthand::block_on(async { 1 }),
            ] {
                ANSWERS.fetch_add(answer, Ordering::Relaxed);
            }
        }
    }
    thread_local! {
        static BLOCKING: Blocking = const { Blocking };
    }
    let ending = thread::spawn(|| {
        BLOCKING.with(|_| ()); // made first, dropped last
        longhand::block_on(async {});
    });
    ending.join().expect("it ends");
    assert_eq!(ANSWERS.load(Ordering::Relaxed), 2);
}
