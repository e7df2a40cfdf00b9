//! `event`: word that something has happened, for one who waits or for all.

use core::cell::{Cell, RefCell};
use core::future::Future;
use core::pin::Pin;
use core::task::Poll;
use std::rc::Rc;
use std::thread;

use futures_core::FusedFuture;
use longhand::event::{Event, Listen};
use longhand::poll_once;
use longhand::test::Grade::{LosesData, Lossless};
use longhand::test::cancel_after_every_poll;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};

use crate::support::actor::{Actor, Deed};
use crate::support::allocations::allocations;
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::signals::Listening;
use crate::support::spelling::both_spellings;

both_spellings!(
    all_who_listen_are_told_and_nobody_who_comes_later,
    a_listener_that_was_not_polled_misses_nothing,
    one_is_told_in_the_order_in_which_they_came,
    a_notice_that_nobody_waits_for_is_kept_for_one,
    two_who_were_polled_once_have_a_notice_each,
    a_notice_is_kept_from_who_was_told_with_all,
    a_notice_goes_to_who_has_not_been_told_with_all,
    who_was_told_alone_and_is_dropped_hands_it_on,
    who_was_told_alone_before_all_and_is_dropped_hands_it_on,
    who_was_told_with_all_and_is_dropped_has_nothing_to_hand_on,
    one_who_leaves_the_middle_of_the_line_leaves_the_others_in_order,
    listening_loses_what_it_was_told,
    polled_after_completion_it_panics,
    the_latest_waker_is_woken_and_no_other,
    a_waker_that_is_known_is_not_cloned_again,
    no_waker_is_kept_of_who_is_gone,
    a_wake_that_panics_does_not_keep_the_others_from_being_woken,
    a_notice_is_given_even_if_a_wake_that_comes_before_it_panics,
    a_wake_may_listen_again_and_is_not_woken_for_the_same,
    a_wake_may_tell_again,
    what_is_told_while_a_waker_is_cloned_is_known_at_once,
    a_notice_that_is_had_at_once_is_not_lost_if_the_waker_panics,
    whatever_happens_each_notice_is_somewhere_once,
);

fn all_who_listen_are_told_and_nobody_who_comes_later<S: Listening>() {
    let event = Event::new();
    let mut listening = [(); 3].map(|()| Probe::new(S::listen(&event)));
    listening
        .iter_mut()
        .for_each(|it| assert_eq!(it.poll(), Poll::Pending));
    event.notify_all();
    let mut late = Probe::new(S::listen(&event));
    for it in &mut listening {
        assert_eq!((it.wakes(), it.poll()), (1, Poll::Ready(())));
    }
    assert_eq!(late.poll(), Poll::Pending);
    event.notify_all();
    assert_eq!((late.wakes(), late.poll()), (1, Poll::Ready(())));
}

fn a_listener_that_was_not_polled_misses_nothing<S: Listening>() {
    let event = Event::new();
    let mut before = [(); 2].map(|()| Probe::new(S::listen(&event)));
    event.notify_all();
    for it in &mut before {
        assert_eq!(it.poll(), Poll::Ready(()));
    }
    let mut one = Probe::new(S::listen(&event));
    event.notify_one();
    assert_eq!(one.poll(), Poll::Ready(()));
}

fn one_is_told_in_the_order_in_which_they_came<S: Listening>() {
    let event = Event::new();
    let mut listening = [(); 4].map(|()| Probe::new(S::listen(&event)));
    listening
        .iter_mut()
        .for_each(|it| assert_eq!(it.poll(), Poll::Pending));
    for n in 0..4 {
        assert!(listening[n..].iter().all(|it| it.wakes() == 0));
        event.notify_one();
        assert_eq!(
            (listening[n].wakes(), listening[n].poll()),
            (1, Poll::Ready(()))
        );
    }
}

fn a_notice_that_nobody_waits_for_is_kept_for_one<S: Listening>() {
    let event = Event::new();
    for _ in 0..3 {
        event.notify_one();
    }
    let mut listening = [(); 2].map(|()| Probe::new(S::listen(&event)));
    assert_eq!(listening[1].poll(), Poll::Ready(()), "who comes first");
    assert_eq!(listening[0].poll(), Poll::Pending);
}

fn two_who_were_polled_once_have_a_notice_each<S: Listening>() {
    let event = Event::new();
    let mut listening = [(); 2].map(|()| Box::pin(S::listen(&event)));
    for it in &mut listening {
        let once = Probe::new(poll_once(it.as_mut())).poll();
        assert_eq!(once, Poll::Ready(None));
    }
    event.notify_one();
    event.notify_one();
    for it in listening {
        assert_eq!(Probe::new(it).poll(), Poll::Ready(()));
    }
}

fn a_notice_is_kept_from_who_was_told_with_all<S: Listening>() {
    let event = Event::new();
    let mut told = Probe::new(S::listen(&event));
    event.notify_one();
    event.notify_all();
    assert_eq!(told.poll(), Poll::Ready(()));
    let mut next = Probe::new(S::listen(&event));
    assert_eq!(next.poll(), Poll::Ready(()), "the notice is still there");
    assert_eq!(Probe::new(S::listen(&event)).poll(), Poll::Pending);
}

fn a_notice_goes_to_who_has_not_been_told_with_all<S: Listening>() {
    let actors = [(); 3].map(|()| Actor::new());
    let event = Rc::new(Event::new());
    let mut listening = [(); 3].map(|()| Box::pin(S::listen(&event)));
    for (actor, it) in actors.iter().zip(&mut listening) {
        assert_eq!(actor.poll(it.as_mut()), Poll::Pending);
    }
    // While the first is told the two others are yet to be.
    let theirs = event.clone();
    actors[0].act_on(Deed::Wake, move || theirs.notify_one());
    event.notify_all();
    assert!(actors.iter().all(|actor| actor.times(Deed::Wake) == 1));
    drop(listening);
    assert_eq!(Probe::new(S::listen(&event)).poll(), Poll::Ready(()));
    assert_eq!(Probe::new(S::listen(&event)).poll(), Poll::Pending);
}

fn who_was_told_alone_and_is_dropped_hands_it_on<S: Listening>() {
    let event = Event::new();
    let mut listening = [(); 2].map(|()| Probe::new(S::listen(&event)));
    listening
        .iter_mut()
        .for_each(|it| assert_eq!(it.poll(), Poll::Pending));
    event.notify_one();
    let [first, second] = listening;
    drop(first);
    assert_eq!(second.wakes(), 1);
    drop(second);
    assert_eq!(Probe::new(S::listen(&event)).poll(), Poll::Ready(()));
    assert_eq!(Probe::new(S::listen(&event)).poll(), Poll::Pending);
}

fn who_was_told_alone_before_all_and_is_dropped_hands_it_on<S: Listening>() {
    let event = Event::new();
    let mut told = Probe::new(S::listen(&event));
    assert_eq!(told.poll(), Poll::Pending);
    event.notify_one();
    event.notify_all();
    assert_eq!(told.wakes(), 1);
    drop(told);
    assert_eq!(Probe::new(S::listen(&event)).poll(), Poll::Ready(()));
}

fn who_was_told_with_all_and_is_dropped_has_nothing_to_hand_on<S: Listening>() {
    let event = Event::new();
    let mut told = Probe::new(S::listen(&event));
    assert_eq!(told.poll(), Poll::Pending);
    event.notify_all();
    drop(told);
    assert_eq!(Probe::new(S::listen(&event)).poll(), Poll::Pending);
}

fn one_who_leaves_the_middle_of_the_line_leaves_the_others_in_order<S: Listening>() {
    for leaves in 0..3 {
        let event = Event::new();
        let listening = (0..3).map(|_| Probe::new(S::listen(&event)));
        let mut listening: Vec<_> = listening.collect();
        for it in &mut listening {
            assert_eq!(it.poll(), Poll::Pending);
        }
        drop(listening.remove(leaves));
        event.notify_one();
        assert_eq!((listening[0].wakes(), listening[1].wakes()), (1, 0));
        event.notify_all();
        assert_eq!((listening[0].wakes(), listening[1].wakes()), (1, 1));
    }
}

fn listening_loses_what_it_was_told<S: Listening>() {
    let listen = async |event: &mut Rc<Event>| S::listen(event).await;
    let told = |tell: fn(&Event), times: usize| {
        move || {
            let event = Rc::new(Event::new());
            let (theirs, mut left) = (event.clone(), times);
            let step = move || {
                if left > 0 {
                    left -= 1;
                    tell(&theirs);
                }
            };
            (event, step)
        }
    };
    cancel_after_every_poll(told(Event::notify_all, 1), listen).assert(LosesData);
    // What one is told is handed on, and so it is there for another that is made in its place.
    cancel_after_every_poll(told(Event::notify_one, 1), listen).assert(Lossless);
}

fn polled_after_completion_it_panics<S: Listening>() {
    let event = Event::new();
    event.notify_one();
    let mut probe = Probe::new(S::listen(&event));
    assert!(probe.poll().is_ready());
    for _ in 0..2 {
        let panic = panic_of(|| probe.poll());
        assert_eq!(panic.message, S::after_completion("Listen"));
        let is_here = panic.file.ends_with("it/event.rs");
        assert_eq!(is_here, S::BLAMES_THE_CALLER, "{panic:?}");
    }
}

fn the_latest_waker_is_woken_and_no_other<S: Listening>() {
    let event = Event::new();
    let mut listening = Probe::new(S::listen(&event));
    assert_eq!(listening.poll(), Poll::Pending);
    listening.change_waker();
    assert_eq!(listening.poll(), Poll::Pending);
    assert_eq!(listening.clones(), 1);
    event.notify_one();
    assert_eq!((listening.wakes(), listening.clones()), (1, 0));
}

fn a_waker_that_is_known_is_not_cloned_again<S: Listening>() {
    let (actor, event) = (Actor::new(), Event::new());
    event.notify_one();
    assert_eq!(actor.poll(S::listen(&event)), Poll::Ready(()));
    assert_eq!(actor.times(Deed::Clone), 0);
    let mut listening = Box::pin(S::listen(&event));
    for _ in 0..3 {
        assert_eq!(actor.poll(listening.as_mut()), Poll::Pending);
    }
    assert_eq!(actor.times(Deed::Clone), 1);
}

fn no_waker_is_kept_of_who_is_gone<S: Listening>() {
    let (actor, event) = (Actor::new(), Event::new());
    assert_eq!(actor.poll(S::listen(&event)), Poll::Pending);
    assert_eq!(actor.kept(), 0);
}

fn a_wake_that_panics_does_not_keep_the_others_from_being_woken<S: Listening>() {
    for panics in 0..3 {
        let (actors, event) = ([(); 3].map(|()| Actor::new()), Event::new());
        let mut listening = [(); 3].map(|()| Box::pin(S::listen(&event)));
        for (actor, it) in actors.iter().zip(&mut listening) {
            assert_eq!(actor.poll(it.as_mut()), Poll::Pending);
        }
        actors[panics].act_on(Deed::Wake, || panic!("no wake"));
        assert_eq!(panic_of(|| event.notify_all()).message, "no wake");
        for (actor, it) in actors.iter().zip(&mut listening) {
            assert_eq!((actor.times(Deed::Wake), actor.kept()), (1, 0));
            assert_eq!(actor.poll(it.as_mut()), Poll::Ready(()));
        }
    }
}

fn a_notice_is_given_even_if_a_wake_that_comes_before_it_panics<S: Listening>() {
    let actors = [(); 3].map(|()| Actor::new());
    let event = Rc::new(Event::new());
    let mut listening = [(); 3].map(|()| Box::pin(S::listen(&event)));
    for (actor, it) in actors.iter().zip(&mut listening) {
        assert_eq!(actor.poll(it.as_mut()), Poll::Pending);
    }
    let theirs = event.clone();
    actors[0].act_on(Deed::Wake, move || {
        let panic = panic_of(|| theirs.notify_one());
        assert_eq!(panic.message, "no wake");
    });
    actors[1].act_on(Deed::Wake, || panic!("no wake"));
    event.notify_all();
    assert!(actors.iter().all(|actor| actor.times(Deed::Wake) == 1));
    assert_eq!(Probe::new(S::listen(&event)).poll(), Poll::Ready(()));
}

fn a_wake_may_listen_again_and_is_not_woken_for_the_same<S: Listening>() {
    let (actor, again) = (Actor::new(), Rc::new(Actor::new()));
    let event = Rc::new(Event::new());
    let mut listening = Box::pin(S::listen(&event));
    assert_eq!(actor.poll(listening.as_mut()), Poll::Pending);
    let kept = Rc::new(RefCell::new(None));
    let (theirs, keep, acting) = (event.clone(), kept.clone(), again.clone());
    actor.act_on(Deed::Wake, move || {
        let mut next = Box::pin(async move { S::listen(&theirs).await });
        assert_eq!(acting.poll(next.as_mut()), Poll::Pending);
        *keep.borrow_mut() = Some(next);
    });
    event.notify_all();
    assert_eq!((actor.times(Deed::Wake), again.times(Deed::Wake)), (1, 0));
    event.notify_all();
    assert_eq!(again.times(Deed::Wake), 1);
    drop(kept.borrow_mut().take());
}

fn a_wake_may_tell_again<S: Listening>() {
    let (first, second) = (Actor::new(), Actor::new());
    let event = Rc::new(Event::new());
    let mut listening = [(); 2].map(|()| Box::pin(S::listen(&event)));
    assert_eq!(first.poll(listening[0].as_mut()), Poll::Pending);
    assert_eq!(second.poll(listening[1].as_mut()), Poll::Pending);
    let theirs = event.clone();
    first.act_on(Deed::Wake, move || theirs.notify_one());
    event.notify_one();
    assert_eq!((first.times(Deed::Wake), second.times(Deed::Wake)), (1, 1));
}

fn what_is_told_while_a_waker_is_cloned_is_known_at_once<S: Listening>() {
    for tell in [Event::notify_one, Event::notify_all] {
        let (actor, event) = (Actor::new(), Rc::new(Event::new()));
        let theirs = event.clone();
        actor.act_on(Deed::Clone, move || tell(&theirs));
        assert_eq!(actor.poll(S::listen(&event)), Poll::Ready(()));
        assert_eq!((actor.times(Deed::Wake), actor.kept()), (0, 0));
    }
}

/// In sequences by chance, against a plain model: whether a notice is kept, and how it stands with each who
/// listens.
fn a_notice_that_is_had_at_once_is_not_lost_if_the_waker_panics<S: Listening>() {
    for is_polled_again in [false, true] {
        let (actor, event) = (Actor::new(), Rc::new(Event::new()));
        let theirs = event.clone();
        actor.act_on(Deed::Clone, move || theirs.notify_one());
        actor.act_on(Deed::Drop, || panic!("no drop"));
        let mut listening = Box::pin(S::listen(&event));
        let panic = panic_of(|| actor.poll(listening.as_mut()));
        assert_eq!(panic.message, "no drop");
        // An `async` block is over with the panic, and has handed the notice on.
        let is_known = is_polled_again && S::BLAMES_THE_CALLER;
        if is_known {
            assert_eq!(actor.poll(listening.as_mut()), Poll::Ready(()));
        }
        drop(listening);
        let is_there = Probe::new(S::listen(&event)).poll().is_ready();
        assert_eq!((is_there, actor.kept()), (!is_known, 0));
    }
}

fn whatever_happens_each_notice_is_somewhere_once<S: Listening>() {
    let config = Config {
        cases: 1_000,
        failure_persistence: None,
        ..Config::default()
    };
    let steps = prop::collection::vec(step(), 0..60);
    let played = TestRunner::new(config).run(&steps, |steps| {
        play::<S>(&steps);
        Ok(())
    });
    played.unwrap_or_else(|failure| panic!("{failure}"));
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Listen,
    Poll(usize),
    Drop(usize),
    One,
    All,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => Just(Step::Listen),
        6 => any::<usize>().prop_map(Step::Poll),
        3 => any::<usize>().prop_map(Step::Drop),
        4 => Just(Step::One),
        1 => Just(Step::All),
    ]
}

/// How it stands with who listens.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    /// It was not polled yet.
    Made,
    Waiting,
    /// It has the notice.
    Told,
    /// It was told with all.
    Called,
}

#[derive(Default)]
struct Model {
    has_notice: bool,
    /// In the order in which they were polled first, behind those that were not.
    fates: Vec<(usize, Fate)>,
    /// Numbers of those who wait, in order.
    line: Vec<usize>,
}

impl Model {
    fn fate(&mut self, of: usize) -> &mut Fate {
        let found = self.fates.iter_mut().find(|it| it.0 == of);
        &mut found.expect("it listens").1
    }

    fn give(&mut self) {
        if self.line.is_empty() {
            self.has_notice = true;
            return;
        }
        let first = self.line.remove(0);
        *self.fate(first) = Fate::Told;
    }
}

type Listener<'a> = Probe<Pin<Box<dyn Future<Output = ()> + 'a>>>;

fn play<S: Listening>(steps: &[Step]) {
    let event = Event::new();
    let (mut model, mut made) = (Model::default(), 0);
    let mut listening: Vec<(usize, Listener<'_>)> = Vec::new();
    for step in steps {
        match *step {
            Step::Listen => {
                listening.push((made, Probe::new(Box::pin(S::listen(&event)) as Pin<Box<_>>)));
                model.fates.push((made, Fate::Made));
                made += 1;
            }
            Step::Poll(which) if !listening.is_empty() => {
                let which = which % listening.len();
                let number = listening[which].0;
                let fate = *model.fate(number);
                let takes = fate == Fate::Made && model.has_notice;
                let is_ready = takes || matches!(fate, Fate::Told | Fate::Called);
                assert_eq!(listening[which].1.poll().is_ready(), is_ready, "{steps:?}");
                if is_ready {
                    model.has_notice &= !takes;
                    model.fates.retain(|it| it.0 != number);
                    drop(listening.remove(which));
                } else if fate == Fate::Made {
                    *model.fate(number) = Fate::Waiting;
                    model.line.push(number);
                }
            }
            Step::Drop(which) if !listening.is_empty() => {
                let which = which % listening.len();
                let (number, probe) = listening.remove(which);
                let fate = *model.fate(number);
                drop(probe);
                model.fates.retain(|it| it.0 != number);
                model.line.retain(|it| *it != number);
                if fate == Fate::Told {
                    model.give();
                }
            }
            Step::Poll(_) | Step::Drop(_) => {}
            Step::One => {
                event.notify_one();
                model.give();
            }
            Step::All => {
                event.notify_all();
                for (_, fate) in &mut model.fates {
                    if matches!(fate, Fate::Made | Fate::Waiting) {
                        *fate = Fate::Called;
                    }
                }
                model.line.clear();
            }
        }
        let shown = format!("{event:?}");
        assert_eq!(shown, format!("Event {{ notice: {} }}", model.has_notice));
        for (number, probe) in &listening {
            let fate = *model.fate(*number);
            // Who is told before it waits is not woken, but knows when it is polled.
            let may_be_woken = matches!(fate, Fate::Told | Fate::Called);
            assert!(probe.wakes() <= usize::from(may_be_woken), "{step:?}");
        }
    }
}

#[test]
fn threads_wait_for_each_other() {
    let (event, done) = (Event::new(), std::sync::atomic::AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                longhand::block_on(async {
                    for _ in 0..500 {
                        event.listen().await;
                        done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    }
                });
            });
        }
        while done.load(std::sync::atomic::Ordering::Relaxed) < 1_500 {
            event.notify_one();
            event.notify_all();
            thread::yield_now();
        }
    });
    assert_eq!(done.into_inner(), 1_500);
}

#[test]
fn it_shows_whether_there_is_a_notice_and_a_future_its_state() {
    let event = Event::default();
    assert_eq!(format!("{event:?}"), "Event { notice: false }");
    let mut listening = Probe::new(event.listen());
    let shown = |it: &Probe<Listen<'_>>| format!("{:?}", it.future());
    assert_eq!(shown(&listening), "Listen { state: Outside }");
    assert!(listening.poll().is_pending() && !listening.future().is_terminated());
    assert_eq!(shown(&listening), "Listen { state: Waiting }");
    event.notify_one();
    assert_eq!(shown(&listening), "Listen { state: Called }");
    assert!(listening.poll().is_ready() && listening.future().is_terminated());
    assert_eq!(shown(&listening), "Listen { state: Finished }");
    event.notify_one();
    assert_eq!(format!("{event:?}"), "Event { notice: true }");
}

#[test]
fn it_is_shared_by_threads_and_who_waits_has_a_place_in_line() {
    assert_impl_all!(Event: Send, Sync, Unpin);
    assert_impl_all!(Listen<'static>: Send, Sync);
    // Who stands in line is known by its address.
    assert_not_impl_any!(Listen<'static>: Unpin);
    // Two links, a waker, when it was made, and where it stands; and the event, and when it was made again.
    assert_eq_size!(Listen<'static>, ([*const (); 6], [u64; 2]));
    assert_eq_size!(Event, ([*const (); 2], [u64; 3]));
}

#[test]
fn nobody_allocates_neither_to_make_it_nor_to_wait() {
    let actor = Actor::new();
    let count = allocations(|| {
        let event = Event::new();
        assert!(actor.poll(event.listen()).is_pending());
        event.notify_one();
        assert!(actor.poll(event.listen()).is_ready());
    });
    assert_eq!(count, 0);
}

/// A look after the listener was made, and before it waits: whatever comes in between is heard.
#[test]
fn who_listens_and_then_looks_does_not_wait_in_vain() {
    let (event, is_ready) = (Event::new(), Cell::new(false));
    let mut waiting = Probe::new(async {
        loop {
            let listen = event.listen();
            if is_ready.get() {
                return;
            }
            // It happens just here.
            is_ready.set(true);
            event.notify_all();
            listen.await;
        }
    });
    assert_eq!(waiting.poll(), Poll::Ready(()));
}
