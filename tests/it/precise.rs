//! Precise waking: of more than twelve children, only who woke is polled.

use core::cell::Cell;
use core::future::{Future, pending, poll_fn, ready};
use core::mem::ManuallyDrop;
use core::pin::pin;
use core::task::{Context, Poll, Waker};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Wake;
use std::thread;

use longhand::{block_on, join, race_ok, shorthand, try_join};

use crate::support::actor::{Actor, Deed};
use crate::support::allocations::allocations;
use crate::support::crowd::{Crowd, Member};
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::storm::storm;
use crate::support::verdict::{failing, fine};

const NOBODY: [usize; 0] = [];

/// The children of one word.
const WORD: usize = usize::BITS as usize;

/// A join of so many, that has been polled once, and all of whose children wait.
fn waiting(members: usize) -> (Crowd, Probe<impl Future<Output = Vec<usize>>>) {
    let crowd = Crowd::of(members);
    let mut probe = Probe::new(join(crowd.members()));
    assert!(probe.poll().is_pending());
    assert!(crowd.polled().into_iter().eq(0..members), "all, in order");
    (crowd, probe)
}

#[test]
fn only_who_woke_is_polled_and_in_index_order() {
    for members in [13, 64, 65, 1_000, 5_000] {
        let (crowd, mut probe) = waiting(members);
        let last = members - 1;
        for some in [vec![last], vec![0], vec![7, 0, last], vec![members / 2, 12]] {
            some.iter().for_each(|&number| crowd.wake(number));
            assert!(probe.poll().is_pending());
            let mut in_order = some;
            in_order.sort_unstable();
            assert_eq!(crowd.polled(), in_order);
        }
        for number in (1..members).rev() {
            crowd.tell(number);
            assert!(probe.poll().is_pending());
            assert_eq!(crowd.polled(), [number]);
        }
        crowd.tell(0);
        let Poll::Ready(answers) = probe.poll() else {
            panic!("all have answered");
        };
        assert!(answers.into_iter().eq(0..members));
        assert_eq!(crowd.dropped(), members);
    }
}

#[test]
fn of_an_array_as_well() {
    let crowd = Crowd::of(64);
    let mut probe = Probe::new(join(crowd.array::<64>()));
    assert!(probe.poll().is_pending());
    crowd.polled();
    for number in (0..63).rev() {
        crowd.tell(number);
        assert!(probe.poll().is_pending());
        assert_eq!(crowd.polled(), [number]);
    }
    crowd.tell(63);
    let Poll::Ready(answers) = probe.poll() else {
        panic!("all have answered");
    };
    assert!(answers.into_iter().eq(0..64));
}

#[test]
fn of_twelve_all_are_polled_with_the_callers_waker() {
    fn twelve<F: Future>(of: impl Fn(&Crowd) -> F) {
        let crowd = Crowd::of(12);
        let mut probe = Probe::new(of(&crowd));
        assert_eq!(allocations(|| assert!(probe.poll().is_pending())), 0);
        let straight = |number| crowd.waker(number).unwrap().will_wake(probe.waker());
        assert!((0..12).all(straight));
        crowd.polled();
        crowd.wake(5);
        assert!(probe.poll().is_pending());
        assert!(crowd.polled().into_iter().eq(0..12));
    }
    twelve(|crowd| join(crowd.members()));
    twelve(|crowd| join(crowd.array::<12>()));
}

#[test]
fn an_async_fn_polls_all_however_many() {
    let crowd = Crowd::of(64);
    let mut probe = Probe::new(shorthand::join(crowd.members()));
    assert!(probe.poll().is_pending());
    crowd.polled();
    crowd.wake(5);
    assert!(probe.poll().is_pending());
    assert!(crowd.polled().into_iter().eq(0..64));
}

#[test]
fn children_that_are_ready_at_once_cost_no_allocation() {
    let mut array = pin!(join([(); 64].map(|()| ready(()))));
    let mut cx = Context::from_waker(Waker::noop());
    assert_eq!(allocations(|| array.as_mut().poll(&mut cx).is_ready()), 0);
    // The answers of a `Vec` take the place of its futures.
    let mut vec = pin!(join(
        (0..1_000_u64).map(|_| ready(1_u8)).collect::<Vec<_>>()
    ));
    let kept_apart = allocations(|| vec.as_mut().poll(&mut cx).is_ready());
    let mut few = pin!(join((0..12_u64).map(|_| ready(1_u8)).collect::<Vec<_>>()));
    assert_eq!(
        allocations(|| few.as_mut().poll(&mut cx).is_ready()),
        kept_apart
    );
}

#[test]
fn the_first_child_that_keeps_its_waker_costs_the_one_allocation() {
    let crowd = Crowd::of(1_000);
    let mut probe = Probe::new(join(crowd.members()));
    assert_eq!(allocations(|| assert!(probe.poll().is_pending())), 1);
    let later = allocations(|| {
        for number in 0..999 {
            crowd.tell(number);
            assert!(probe.poll().is_pending());
        }
    });
    assert_eq!(later, 0);
}

#[test]
fn children_that_keep_no_waker_cost_none_and_are_all_polled() {
    let polls = Rc::new(Cell::new(0));
    let child = || {
        let polls = polls.clone();
        poll_fn(move |_| {
            polls.set(polls.get() + 1);
            Poll::<()>::Pending
        })
    };
    let mut probe = Probe::new(join([(); 20].map(|()| child())));
    assert_eq!(allocations(|| assert!(probe.poll().is_pending())), 0);
    assert_eq!(allocations(|| assert!(probe.poll().is_pending())), 0);
    assert_eq!(polls.get(), 40);
}

#[test]
fn the_caller_is_called_once_until_it_polls() {
    let (crowd, mut probe) = waiting(1_000);
    for number in [999, 0, 500, 0, 999] {
        crowd.wake(number);
    }
    assert_eq!(probe.wakes(), 1);
    assert!(probe.poll().is_pending());
    crowd.wake(3);
    crowd.wake(70);
    assert_eq!(probe.wakes(), 2);
}

#[test]
fn a_spurious_poll_polls_nobody() {
    let (crowd, mut probe) = waiting(100);
    assert!(probe.poll().is_pending());
    assert_eq!(crowd.polled(), NOBODY);
    assert_eq!(probe.wakes(), 0);
}

#[test]
fn who_wakes_itself_is_polled_in_the_next_pass() {
    let (crowd, mut probe) = waiting(100);
    crowd.act_in(30, Waker::wake_by_ref);
    crowd.wake(30);
    assert!(probe.poll().is_pending());
    assert_eq!(crowd.polled(), [30]);
    assert_eq!(probe.wakes(), 2);
    assert!(probe.poll().is_pending());
    assert_eq!(crowd.polled(), [30]);
}

#[test]
fn who_wakes_itself_in_its_first_poll_is_polled_in_the_next_pass() {
    // It keeps no waker: it calls the one that it is lent.
    let polls = Rc::new(Cell::new(0));
    let yielding = || {
        let polls = polls.clone();
        poll_fn(move |cx| {
            polls.set(polls.get() + 1);
            cx.waker().wake_by_ref();
            Poll::<()>::Pending
        })
    };
    let mut probe = Probe::new(join([(); 20].map(|()| yielding())));
    for pass in 1..4 {
        assert!(probe.poll().is_pending());
        assert_eq!((polls.get(), probe.wakes()), (20 * pass, pass));
    }
}

#[test]
fn a_sibling_of_one_word_that_is_woken_in_a_pass_is_polled_in_the_next() {
    let (crowd, mut probe) = waiting(13);
    for sibling in [2, 9] {
        let theirs = crowd.clone();
        crowd.act_in(5, move |_| theirs.wake(sibling));
        crowd.wake(5);
        let before = probe.wakes();
        assert!(probe.poll().is_pending());
        assert_eq!(crowd.polled(), [5]);
        assert_eq!(probe.wakes(), before + 1, "and the caller is called for it");
        assert!(probe.poll().is_pending());
        assert_eq!(crowd.polled(), [sibling]);
    }
}

#[test]
fn a_sibling_of_a_later_word_of_which_one_is_due_is_polled_in_the_same_pass() {
    let (crowd, mut probe) = waiting(3 * WORD);
    let (early, late) = (WORD + 1, WORD + 2);
    let theirs = crowd.clone();
    crowd.act_in(0, move |_| theirs.wake(early));
    crowd.wake(0);
    crowd.wake(late);
    assert!(probe.poll().is_pending());
    assert_eq!(crowd.polled(), [0, early, late]);
    assert_eq!(probe.wakes(), 1);

    // Where nobody is due, it is the next pass.
    let theirs = crowd.clone();
    crowd.act_in(0, move |_| theirs.wake(early));
    crowd.wake(0);
    assert!(probe.poll().is_pending());
    assert_eq!(crowd.polled(), [0]);
    assert_eq!(probe.wakes(), 3);
    assert!(probe.poll().is_pending());
    assert_eq!(crowd.polled(), [early]);
}

#[test]
fn the_latest_of_the_callers_wakers_is_called_and_kept_and_no_other() {
    let (crowd, mut probe) = waiting(20);
    assert_eq!(probe.clones(), 1, "one for all children");
    let first = probe.waker().clone();
    probe.change_waker();
    assert!(probe.poll().is_pending());
    assert_eq!(crowd.polled(), NOBODY);
    crowd.wake(4);
    assert_eq!((probe.wakes(), probe.clones()), (1, 1));
    assert!(!first.will_wake(probe.waker()));
    assert!(probe.poll().is_pending());
    assert_eq!(probe.clones(), 1, "the same again is not cloned");
}

#[test]
fn a_wake_before_the_waker_changes_is_not_lost() {
    let (crowd, mut probe) = waiting(20);
    crowd.tell(4);
    probe.change_waker();
    assert!(probe.poll().is_pending());
    assert_eq!(crowd.polled(), [4]);
    assert_eq!(probe.wakes(), 0);
}

#[test]
fn a_late_wake_of_a_child_polls_nobody() {
    let (crowd, mut probe) = waiting(20);
    crowd.tell(4);
    assert!(probe.poll().is_pending());
    crowd.polled();
    crowd.wake(4);
    assert!(probe.poll().is_pending());
    assert_eq!(crowd.polled(), NOBODY);
}

#[test]
fn a_late_wake_of_a_join_that_was_dropped_calls_nobody() {
    let (crowd, probe) = waiting(20);
    let actor = Actor::new();
    let mut future = Box::pin(join(Crowd::of(20).members()));
    assert!(actor.poll(future.as_mut()).is_pending());
    assert_eq!(actor.kept(), 1);
    drop(future);
    assert_eq!(actor.kept(), 0, "nor is the caller's waker kept");

    let wakers: Vec<_> = (0..20).map(|number| crowd.waker(number)).collect();
    drop(probe);
    assert_eq!(crowd.dropped(), 20);
    let woken = thread::spawn(|| wakers.into_iter().flatten().for_each(Waker::wake));
    woken.join().expect("the block is still there");
}

#[test]
fn a_late_wake_of_a_join_that_has_ended_does_no_harm() {
    let (crowd, mut probe) = waiting(20);
    for number in 0..20 {
        crowd.tell(number);
    }
    assert!(probe.poll().is_ready());
    crowd.wake(7);
    crowd.wake(8);
    let panic = panic_of(|| probe.poll());
    assert_eq!(panic.message, "`Join` polled after completion");
}

#[test]
fn forgotten_it_leaves_wakers_that_do_no_harm() {
    let crowd = Crowd::of(20);
    let actor = Actor::new();
    let mut future = ManuallyDrop::new(Box::pin(join(crowd.members())));
    assert!(actor.poll(future.as_mut()).is_pending());
    crowd.wake(7);
    assert_eq!((crowd.dropped(), actor.times(Deed::Wake)), (0, 1));
    // Or else the sanitizer finds it.
    drop(ManuallyDrop::into_inner(future));
    crowd.wake(8);
    assert_eq!((crowd.dropped(), actor.times(Deed::Wake)), (20, 1));
}

#[test]
fn a_waker_may_be_cloned_a_million_times() {
    let (crowd, probe) = waiting(20);
    let waker = crowd.waker(3).expect("it was polled");
    let clones = vec![waker; 1 << 20];
    drop(probe);
    clones.into_iter().for_each(Waker::wake);
    assert_eq!(crowd.dropped(), 20);
}

#[test]
fn it_is_dropped_in_every_state() {
    for told in 0..20 {
        let (crowd, mut probe) = waiting(20);
        for number in 0..told {
            crowd.tell(number);
            if number % 2 == 0 {
                assert!(probe.poll().is_pending());
            }
        }
        drop(probe);
        assert_eq!(crowd.dropped(), 20);
    }
    let crowd = Crowd::of(20);
    drop(join(crowd.members()));
    assert_eq!(crowd.dropped(), 20);
}

#[test]
fn wakes_from_other_threads_are_not_lost() {
    let many = (0..40).map(|_| storm(1, 50)).collect::<Vec<_>>();
    assert_eq!(block_on(join(many)).len(), 40);
    block_on(join([(); 13].map(|()| storm(2, 20))));
}

#[test]
fn two_threads_may_keep_the_waker_that_is_lent() {
    struct Count(AtomicUsize);
    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
    for _ in 0..20 {
        let kept = Rc::new(Cell::new(Vec::new()));
        let child = || {
            let kept = kept.clone();
            poll_fn(move |cx| {
                let waker = cx.waker();
                let two = thread::scope(|scope| {
                    let one = scope.spawn(|| waker.clone());
                    let other = waker.clone();
                    [one.join().expect("a clone"), other]
                });
                let mut all = kept.take();
                all.extend(two);
                kept.set(all);
                Poll::<()>::Pending
            })
        };
        let mut future = pin!(join([(); 13].map(|()| child())));
        let count = Arc::new(Count(AtomicUsize::new(0)));
        let waker = Waker::from(count.clone());
        let mut cx = Context::from_waker(&waker);
        assert!(future.as_mut().poll(&mut cx).is_pending());
        let kept = kept.take();
        assert_eq!(kept.len(), 26);
        for two in kept.chunks(2) {
            assert!(two[0].will_wake(&two[1]), "both are that child's own");
        }
        kept.into_iter().for_each(Waker::wake);
        assert_eq!(count.0.load(Ordering::Relaxed), 1);
    }
}

#[test]
fn the_callers_waker_may_wake_children_when_it_is_called() {
    let crowd = Crowd::of(20);
    let actor = Actor::new();
    let mut future = pin!(join(crowd.members()));
    assert!(actor.poll(future.as_mut()).is_pending());
    crowd.polled();
    let theirs = crowd.clone();
    actor.act_on(Deed::Wake, move || {
        theirs.wake(3);
        theirs.wake(9);
    });
    crowd.wake(9);
    assert_eq!(actor.times(Deed::Wake), 1);
    assert!(actor.poll(future.as_mut()).is_pending());
    assert_eq!(crowd.polled(), [3, 9]);
}

#[test]
fn the_callers_waker_may_drop_it_when_it_is_called() {
    let crowd = Crowd::of(20);
    let actor = Actor::new();
    let mut future = Box::pin(join(crowd.members()));
    assert!(actor.poll(future.as_mut()).is_pending());
    actor.act_on(Deed::Wake, move || drop(future));
    crowd.wake(9);
    assert_eq!(crowd.dropped(), 20);
    crowd.wake(8);
    crowd.wake(9);
    assert_eq!(actor.times(Deed::Wake), 1);
}

#[test]
fn the_callers_waker_may_wake_children_when_it_is_cloned_or_dropped() {
    let crowd = Crowd::of(20);
    let (first, second) = (Actor::new(), Actor::new());
    let mut future = pin!(join(crowd.members()));
    assert!(first.poll(future.as_mut()).is_pending());
    crowd.polled();
    let theirs = crowd.clone();
    second.act_on(Deed::Clone, move || theirs.wake(3));
    let theirs = crowd.clone();
    first.act_on(Deed::Drop, move || theirs.wake(5));
    assert!(second.poll(future.as_mut()).is_pending());
    assert_eq!(crowd.polled(), [3, 5], "the waker first, and then who woke");
    assert_eq!((first.times(Deed::Wake), first.kept()), (1, 0));
    assert_eq!((second.times(Deed::Wake), second.kept()), (0, 1));
}

#[test]
fn a_waker_that_panics_when_it_is_called_leaves_it_as_it_is() {
    let crowd = Crowd::of(20);
    let actor = Actor::new();
    let mut future = pin!(join(crowd.members()));
    assert!(actor.poll(future.as_mut()).is_pending());
    crowd.polled();
    actor.act_on(Deed::Wake, || panic!("do not call me"));
    assert_eq!(panic_of(|| crowd.wake(9)).message, "do not call me");
    let other = Actor::new();
    assert!(other.poll(future.as_mut()).is_pending());
    assert_eq!(crowd.polled(), [9]);
    crowd.wake(4);
    assert_eq!(other.times(Deed::Wake), 1);
    assert_eq!(actor.kept(), 0);
}

#[test]
fn a_waker_that_panics_when_it_is_cloned_ends_it_like_a_child_that_panics() {
    let crowd = Crowd::of(20);
    let actor = Actor::new();
    let mut future = pin!(join(crowd.members()));
    actor.act_on(Deed::Clone, || panic!("no clone of me"));
    let panic = panic_of(|| actor.poll(future.as_mut()));
    assert_eq!(panic.message, "no clone of me");
    assert_eq!((crowd.dropped(), actor.kept()), (20, 0));
    let panic = panic_of(|| actor.poll(future.as_mut()));
    assert_eq!(panic.message, "`Join` polled after a child panicked");
}

#[test]
fn a_child_that_panics_takes_the_others_along() {
    for poll in 0..2 {
        let crowd = Crowd::of(100);
        let mut probe = Probe::new(join(crowd.members()));
        for _ in 0..poll {
            assert!(probe.poll().is_pending());
            crowd.wake(70);
            crowd.wake(71);
        }
        crowd.polled();
        crowd.act_in(70, |_| panic!("seventy panics"));
        assert_eq!(panic_of(|| probe.poll()).message, "seventy panics");
        assert_eq!(crowd.polled().last(), Some(&70));
        assert_eq!(crowd.dropped(), 100);
        let panic = panic_of(|| probe.poll());
        assert_eq!(panic.message, "`Join` polled after a child panicked");
    }
}

#[test]
fn an_error_ends_a_try_join_of_many_and_a_value_a_race_ok() {
    let crowd = Crowd::of(100);
    let verdict = |member: Member, number| match number {
        50 => failing::<_, usize>(member),
        _ => fine(member),
    };
    let children = crowd.members().into_iter().zip(0..);
    let children: Vec<_> = children.map(|(member, n)| verdict(member, n)).collect();
    let mut probe = Probe::new(try_join(children));
    assert!(probe.poll().is_pending());
    crowd.polled();
    for number in [50, 20, 51] {
        crowd.tell(number);
    }
    assert_eq!(probe.poll(), Poll::Ready(Err(50)));
    assert_eq!(crowd.polled(), [20, 50], "who comes after it is not polled");
    assert_eq!(crowd.dropped(), 100);

    let crowd = Crowd::of(100);
    let children = crowd.members().into_iter().map(fine::<_, ()>);
    let mut probe = Probe::new(race_ok(children.collect::<Vec<_>>()));
    assert!(probe.poll().is_pending());
    crowd.polled();
    crowd.tell(64);
    assert_eq!(probe.poll(), Poll::Ready(Ok(64)));
    assert_eq!((crowd.polled(), crowd.dropped()), (vec![64], 100));
}

#[test]
fn joins_of_many_within_joins_of_many_poll_who_woke() {
    let crowds = [(); 20].map(|()| Crowd::of(20));
    let joins = crowds.each_ref().map(|crowd| join(crowd.members()));
    let mut probe = Probe::new(join(joins));
    assert!(probe.poll().is_pending());
    for crowd in &crowds {
        crowd.polled();
    }
    crowds[7].wake(3);
    crowds[11].wake(19);
    assert_eq!(probe.wakes(), 1);
    assert!(probe.poll().is_pending());
    let polled: Vec<_> = crowds.iter().map(Crowd::polled).collect();
    assert_eq!((&*polled[7], &*polled[11]), (&[3][..], &[19][..]));
    assert_eq!(polled.concat().len(), 2);
    for crowd in &crowds {
        (0..20).for_each(|number| crowd.tell(number));
    }
    assert!(probe.poll().is_ready());
}

#[test]
fn nobody_and_one_are_joined_as_ever() {
    assert_eq!(
        Probe::new(join(Crowd::of(0).members())).poll(),
        Poll::Ready(vec![])
    );
    let (crowd, mut probe) = waiting(1);
    crowd.tell(0);
    assert_eq!(probe.poll(), Poll::Ready(vec![0]));
    assert!(Probe::new(join(vec![pending::<()>()])).poll().is_pending());
}
