//! Who is polled: those who have woken, in the order in which they did, each once a poll.

use core::cell::Cell;
use core::future::{Future, poll_fn};
use core::mem::ManuallyDrop;
use core::pin::{Pin, pin};
use core::task::{Context, Poll, Waker};
use std::rc::Rc;
use std::thread;

use longhand::{Group, block_on};

use crate::support::actor::{Actor, Deed};
use crate::support::allocations::allocations;
use crate::support::script::Script;
use crate::support::stage::{Event, NOTHING, Stage};
use crate::support::storm::storm;

/// Children that wait for one wake, and answer with their names.
fn children<const N: usize>(
    stage: &Stage,
    names: [&'static str; N],
) -> Group<Script<&'static str>> {
    names
        .map(|name| Script::shaped(stage, name).pending(1).ready(name))
        .into_iter()
        .collect()
}

/// A future that is pending for ever, and shows its waker.
fn shown(waker: &Rc<Cell<Option<Waker>>>) -> impl Future<Output = ()> + 'static {
    let waker = waker.clone();
    poll_fn(move |cx| {
        waker.set(Some(cx.waker().clone()));
        Poll::Pending
    })
}

fn boxed<T>(future: impl Future<Output = T> + 'static) -> Pin<Box<dyn Future<Output = T>>> {
    Box::pin(future)
}

#[test]
fn only_those_who_have_woken_are_polled() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let mut group = children(&stage, ["a", "b", "c"]);
    assert_eq!(actor.poll(group.next()), Poll::Pending);
    assert_eq!(stage.events(), ["a", "b", "c"].map(Event::Polled));
    assert_eq!(actor.poll(group.next()), Poll::Pending);
    assert_eq!(stage.events(), NOTHING);
    stage.wake("b");
    assert_eq!(actor.poll(group.next()), Poll::Ready(Some("b")));
    assert_eq!(stage.events(), [Event::Polled("b"), Event::Dropped("b")]);
}

#[test]
fn children_are_polled_in_the_order_in_which_they_woke() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let mut group = children(&stage, ["a", "b", "c", "d"]);
    assert_eq!(actor.poll(group.next()), Poll::Pending);
    for name in ["c", "a", "d"] {
        stage.wake(name);
    }
    assert_eq!(actor.times(Deed::Wake), 1); // one wake of the task for all of them
    assert_eq!(actor.poll(group.next()), Poll::Ready(Some("c")));
    // Who wakes later comes later.
    stage.wake("b");
    for name in ["a", "d", "b"] {
        assert_eq!(actor.poll(group.next()), Poll::Ready(Some(name)));
    }
    assert_eq!(actor.poll(group.next()), Poll::Ready(None));
}

#[test]
fn a_child_is_polled_once_a_poll_however_often_it_wakes_itself() {
    let actor = Actor::new();
    let polls = Rc::new(Cell::new(0));
    let theirs = polls.clone();
    let mut group = Group::new();
    group.push(poll_fn(move |cx| {
        theirs.set(theirs.get() + 1);
        for _ in 0..3 {
            cx.waker().wake_by_ref();
        }
        Poll::<()>::Pending
    }));
    for poll in 1..=3 {
        assert_eq!(actor.poll(group.next()), Poll::Pending);
        assert_eq!((polls.get(), actor.times(Deed::Wake)), (poll, poll));
    }
}

#[test]
fn a_child_that_always_wakes_itself_starves_no_other() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let mut group = Group::new();
    let own = stage.clone();
    let eager = move |name: &'static str| {
        let (stage, mut waits) = (own.clone(), 3);
        poll_fn(move |cx| {
            stage.record(Event::Polled(name));
            waits -= 1;
            if waits == 0 && name == "patient" {
                return Poll::Ready(());
            }
            cx.waker().wake_by_ref();
            Poll::Pending
        })
    };
    group.push(eager("eager"));
    group.push(eager("patient"));
    while actor.poll(group.next()).is_pending() {}
    assert_eq!(
        stage.events(),
        ["eager", "patient"]
            .repeat(3)
            .into_iter()
            .map(Event::Polled)
            .collect::<Vec<_>>()
    );
}

#[test]
fn a_poll_gives_way_after_64_children() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let mut group: Group<_> = (0..130)
        .map(|_| Script::<()>::new(&stage, "one of many"))
        .collect();
    for (polled, wakes) in [(64, 1), (64, 2), (2, 2), (0, 2)] {
        assert_eq!(actor.poll(group.next()), Poll::Pending);
        assert_eq!(
            (stage.events().len(), actor.times(Deed::Wake)),
            (polled, wakes)
        );
    }
}

#[test]
fn sixty_four_children_are_polled_in_one_poll_that_wakes_nobody() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let mut group: Group<_> = (0..64)
        .map(|_| Script::<()>::new(&stage, "one of many"))
        .collect();
    assert_eq!(actor.poll(group.next()), Poll::Pending);
    assert_eq!((stage.events().len(), actor.times(Deed::Wake)), (64, 0));
}

#[test]
fn a_thousand_are_found_without_a_look_at_the_others() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let mut group = Group::new();
    let waker = Rc::new(Cell::new(None));
    for number in 0..1_000 {
        if number == 500 {
            group.push(boxed(shown(&waker)));
        }
        group.push(boxed(Script::new(&stage, "one of many")));
    }
    // As often as it wakes itself, and once more.
    for _ in 0..=1_001 / 64 {
        assert!(actor.poll(group.next()).is_pending());
    }
    assert_eq!(stage.events().len(), 1_000);
    let waker: Waker = waker.take().expect("it was polled");
    waker.wake();
    assert_eq!(actor.poll(group.next()), Poll::Pending);
    assert_eq!(stage.events(), NOTHING);
}

#[test]
fn a_wake_after_the_end_of_its_child_is_harmless() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let waker = Rc::new(Cell::new(None));
    let theirs = waker.clone();
    let mut group = Group::new();
    let presence = Script::<()>::new(&stage, "gone");
    group.push(async move {
        let _presence = presence;
        poll_fn(|cx| {
            theirs.set(Some(cx.waker().clone()));
            Poll::Ready(())
        })
        .await;
    });
    assert_eq!(actor.poll(group.next()), Poll::Ready(Some(())));
    assert_eq!(stage.present(), 0);
    let late = waker.take().expect("it was polled");
    late.wake_by_ref();
    assert_eq!(actor.times(Deed::Wake), 0);
    assert_eq!(actor.poll(group.next()), Poll::Ready(None));
    drop(group);
    drop(late.clone());
    late.wake();
    assert_eq!((actor.times(Deed::Wake), actor.kept()), (0, 0));
}

#[test]
fn a_wake_after_the_end_of_the_group_is_harmless() {
    for woken_before in [false, true] {
        let actor = Actor::new();
        let waker = Rc::new(Cell::new(None));
        let mut group = Group::new();
        group.push(shown(&waker));
        assert_eq!(actor.poll(group.next()), Poll::Pending);
        let late: Waker = waker.take().expect("it was polled");
        if woken_before {
            late.wake_by_ref();
        }
        drop(group);
        late.wake_by_ref();
        drop(late.clone());
        late.wake();
        assert_eq!(actor.times(Deed::Wake), usize::from(woken_before));
        assert_eq!(actor.kept(), 0);
    }
}

#[test]
fn a_waker_outlives_what_its_child_has_borrowed() {
    let waker = Rc::new(Cell::new(None));
    {
        let word = String::from("borrowed");
        let mut group = Group::new();
        let (word, shown) = (&word, shown(&waker));
        group.push(async move {
            shown.await;
            word.len()
        });
        assert_eq!(Actor::new().poll(group.next()), Poll::Pending);
    }
    let late: Waker = waker.take().expect("it was polled");
    let another = late.clone();
    late.wake();
    drop(another);
}

#[test]
fn a_forgotten_group_leaves_wakes_that_are_harmless() {
    let (stage, actor) = (Stage::new(), Actor::new());
    let mut group = ManuallyDrop::new(children(&stage, ["a", "b"]));
    assert_eq!(actor.poll(group.next()), Poll::Pending);
    for _ in 0..3 {
        stage.wake("a");
        stage.wake("b");
    }
    assert_eq!((actor.times(Deed::Wake), stage.present()), (1, 2));
    drop(ManuallyDrop::into_inner(group)); // or the sanitizer would miss it
    assert_eq!(stage.present(), 0);
}

#[test]
fn wakers_of_one_child_know_each_other() {
    let waker = Rc::new(Cell::new(None));
    let mut group = Group::new();
    group.push(shown(&waker));
    assert_eq!(Actor::new().poll(group.next()), Poll::Pending);
    let first: Waker = waker.take().expect("it was polled");
    first.wake_by_ref();
    assert_eq!(Actor::new().poll(group.next()), Poll::Pending);
    let second: Waker = waker.take().expect("it was polled again");
    assert!(first.will_wake(&second) && first.will_wake(&first.clone()));
    assert!(!first.will_wake(Waker::noop()));
}

#[test]
fn a_waker_may_be_cloned_a_million_times() {
    let waker = Rc::new(Cell::new(None));
    let mut group = Group::new();
    group.push(shown(&waker));
    assert_eq!(Actor::new().poll(group.next()), Poll::Pending);
    let waker: Waker = waker.take().expect("it was polled");
    let clones = vec![waker.clone(); 1 << 20];
    assert_eq!(allocations(|| drop(clones)), 0);
    drop(group);
    waker.wake();
}

#[test]
fn a_drop_may_wake_its_own_child_and_another() {
    struct WakesInDrop(Vec<Waker>);
    impl Drop for WakesInDrop {
        fn drop(&mut self) {
            self.0.drain(..).for_each(Waker::wake);
        }
    }

    /// Answers at its second poll; dropped, it wakes itself and `sibling`.
    fn waking(sibling: &Rc<Cell<Option<Waker>>>) -> impl Future<Output = ()> + 'static {
        let (sibling, mut wakes) = (sibling.clone(), WakesInDrop(Vec::new()));
        poll_fn(move |cx| {
            wakes.0.push(cx.waker().clone());
            wakes.0.extend(sibling.take());
            cx.waker().wake_by_ref();
            if wakes.0.len() < 3 {
                Poll::Pending
            } else {
                Poll::Ready(())
            }
        })
    }

    for dropped_early in [false, true] {
        let actor = Actor::new();
        let sibling = Rc::new(Cell::new(None));
        let mut group = Group::new();
        group.push(boxed(shown(&sibling)));
        group.push(boxed(waking(&sibling)));
        assert_eq!(actor.poll(group.next()), Poll::Pending);
        assert!(sibling.take().is_none());
        if !dropped_early {
            assert_eq!(actor.poll(group.next()), Poll::Ready(Some(())));
            // The sibling was woken, and nobody else is left to be.
            assert_eq!(actor.poll(group.next()), Poll::Pending);
            assert!(sibling.take().is_some());
        }
        drop(group);
        assert_eq!(actor.kept(), 0);
    }
}

#[test]
fn children_may_be_woken_from_other_threads_while_they_are_polled() {
    let mut group: Group<_> = (0..4).map(|_| storm(2, 2_000)).collect();
    block_on(async { while group.next().await.is_some() {} });
    assert!(group.is_empty());
}

#[test]
fn children_may_be_woken_from_other_threads_while_they_are_dropped() {
    for _ in 0..200 {
        let (sender, wakers) = std::sync::mpsc::channel::<Waker>();
        let mut group: Group<_> = (0..8)
            .map(|_| {
                let sender = sender.clone();
                poll_fn(move |cx| {
                    sender.send(cx.waker().clone()).expect("somebody listens");
                    Poll::<()>::Pending
                })
            })
            .collect();
        let waking = thread::spawn(move || {
            for (number, waker) in wakers.into_iter().enumerate() {
                waker.wake_by_ref();
                if number % 2 == 0 {
                    waker.wake();
                }
            }
        });
        // An actor stays on its thread; this waker is called from the other.
        let mut cx = Context::from_waker(Waker::noop());
        assert!(pin!(group.next()).poll(&mut cx).is_pending());
        drop(sender);
        drop(group);
        waking.join().expect("a late wake harms nobody");
    }
}
