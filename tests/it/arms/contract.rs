//! The contract, sentence by sentence. That outputs are received once or dropped once, and who is
//! polled when, is in `against_model.rs`, for every order of things.

use core::cell::{Cell, RefCell};
use core::future::{Future, pending, poll_fn, ready};
use core::ops::ControlFlow;
use core::pin::{Pin, pin};
use core::task::{Context, Poll};

use futures_core::FusedFuture;
use futures_core::stream::{FusedStream, Stream};
use longhand::channel::oneshot::oneshot;
use longhand::{OneOf2, OneOf3, Turn, arms, block_on, every, once, shorthand, yield_now};

use crate::support::actor::{Actor, Deed};
use crate::support::allocations::allocations;
use crate::support::feed::Feed;
use crate::support::panics::{catch, panic_of};
use crate::support::probe::{Caller, Probe};
use crate::support::script::{Answer, Script};
use crate::support::shape::{Aligned, Bytes, Shape};
use crate::support::stack::deep;
use crate::support::stage::Event::{AnswerDropped, Dropped, Polled};
use crate::support::stage::{NOTHING, Stage};
use crate::support::storm::storm;
use crate::support::zero::Zero;

/// One poll of the next event.
fn next<S: Stream>(arms: Pin<&mut S>) -> Poll<Option<S::Item>> {
    arms.poll_next(&mut Caller::new().cx())
}

#[test]
fn nothing_is_polled_and_no_future_is_made_before_the_first_poll() {
    let stage = Stage::new();
    let made = Cell::new(0);
    let making = every(|| {
        made.set(made.get() + 1);
        ready(())
    });
    let mut arms = pin!(arms((making, once(Script::<()>::new(&stage, "a")))));
    drop(arms.as_mut().next());
    drop(arms.as_mut().drive(ready(())));
    assert_eq!((made.get(), stage.events()), (0, NOTHING.into()));
    assert_eq!(next(arms.as_mut()), Poll::Ready(Some(OneOf2::First(()))));
    assert_eq!((made.get(), stage.events()), (1, NOTHING.into()));
}

#[test]
fn no_arm_that_is_always_ready_starves_another() {
    let mut arms = pin!(arms((
        every(|| ready("a")),
        every(|| ready("b")),
        every(|| ready("c"))
    )));
    for _ in 0..10 {
        for expected in [OneOf3::First("a"), OneOf3::Second("b"), OneOf3::Third("c")] {
            assert_eq!(next(arms.as_mut()), Poll::Ready(Some(expected)));
        }
    }
}

#[test]
fn a_turn_that_is_set_decides_who_goes_first() {
    let mut arms = pin!(arms([(); 3].map(|()| every(|| ready(())))));
    let first = |arms: Pin<&mut _>| next(arms);
    assert_eq!(first(arms.as_mut()), Poll::Ready(Some((0, ()))));
    let turn = arms.turn();
    for _ in 0..5 {
        arms.as_mut().set_turn(Turn::new());
        assert_eq!(first(arms.as_mut()), Poll::Ready(Some((0, ()))));
        arms.as_mut().set_turn(turn.clone());
        assert_eq!(first(arms.as_mut()), Poll::Ready(Some((1, ()))));
    }
    // A turn of five is the first one's among three.
    let mut of_five = Turn::new();
    for _ in 0..4 {
        block_on(longhand::select([(); 5].map(ready)).turn(&mut of_five));
    }
    arms.as_mut().set_turn(of_five);
    assert_eq!(arms.turn(), Turn::new());
}

#[test]
fn the_turn_stays_while_nothing_comes() {
    let stage = Stage::new();
    let script = |name| once(Script::<()>::new(&stage, name).pending(1).ready(()));
    let mut arms = pin!(arms((script("a"), script("b"), script("c"))));
    stage.wake("b");
    assert_eq!(next(arms.as_mut()), Poll::Ready(Some(OneOf3::Second(()))));
    stage.events();
    let turn = arms.turn();
    for _ in 0..3 {
        assert_eq!(next(arms.as_mut()), Poll::Pending);
        assert_eq!(stage.events(), [Polled("c"), Polled("a")]);
        assert_eq!(arms.turn(), turn);
    }
}

#[test]
fn the_handler_goes_first_and_what_comes_meanwhile_is_handed_out_after_it() {
    let stage = Stage::new();
    let answer = |name| once(Script::new(&stage, name).pending(1).ready(name));
    let mut arms = pin!(arms((answer("a"), answer("b"))));
    let mut probe = Probe::new(arms.as_mut().drive(answer_of(&stage, "handler")));
    assert_eq!(probe.poll(), Poll::Pending);
    assert_eq!(
        stage.events(),
        [Polled("handler"), Polled("a"), Polled("b")]
    );
    stage.wake("b");
    stage.wake("a");
    assert_eq!(probe.wakes(), 2);
    for _ in 0..2 {
        assert_eq!(probe.poll(), Poll::Pending);
    }
    let events = [
        Polled("handler"),
        Polled("a"),
        Dropped("a"),
        Polled("b"),
        Dropped("b"),
    ];
    assert_eq!(stage.events()[..5], events);
    stage.wake("handler");
    assert_eq!(probe.poll(), Poll::Ready("handler"));
    assert!(probe.future().is_terminated());
    drop(probe);
    assert_eq!(next(arms.as_mut()), Poll::Ready(Some(OneOf2::First("a"))));
    assert_eq!(next(arms.as_mut()), Poll::Ready(Some(OneOf2::Second("b"))));
    assert_eq!(next(arms.as_mut()), Poll::Ready(None));
}

fn answer_of(stage: &Stage, name: &'static str) -> Script<&'static str> {
    Script::new(stage, name).pending(1).ready(name)
}

#[test]
fn an_arm_keeps_one_result_at_most_however_long_the_handler_takes() {
    let stage = Stage::new();
    let feed = (1..=3).fold(Feed::new(&stage, "a"), |feed, _| {
        feed.then(0, Answer::new(&stage, "a"))
    });
    let runs = Cell::new(0);
    let counting = every(|| {
        runs.set(runs.get() + 1);
        ready(runs.get())
    });
    let mut arms = pin!(arms((feed, counting)));
    let mut probe = Probe::new(arms.as_mut().drive(pending::<()>()));
    for _ in 0..4 {
        assert_eq!(probe.poll(), Poll::Pending);
    }
    drop(probe);
    assert_eq!((stage.events(), runs.get()), (vec![Polled("a")], 1));
    assert!(matches!(
        next(arms.as_mut()),
        Poll::Ready(Some(OneOf2::First(_)))
    ));
    assert_eq!(runs.get(), 1);
}

#[test]
fn what_is_kept_outlives_the_drive_and_goes_with_the_arms() {
    let stage = Stage::new();
    let answer = once(Script::new(&stage, "a").ready(Answer::new(&stage, "a")));
    let mut arms = Box::pin(arms((answer, once(pending::<()>()))));
    assert!(
        Probe::new(arms.as_mut().drive(pending::<()>()))
            .poll()
            .is_pending()
    );
    assert_eq!(stage.events(), [Polled("a"), Dropped("a")]);
    drop(arms);
    assert_eq!(stage.events(), [AnswerDropped("a")]);
}

#[test]
fn a_finished_arm_is_off_and_can_be_set_again() {
    let stage = Stage::new();
    let mut arms = pin!(arms([once(answer_of(&stage, "a"))]));
    assert!(arms.as_mut().arm(0).is_live());
    stage.wake("a");
    assert_eq!(next(arms.as_mut()), Poll::Ready(Some((0, "a"))));
    assert_eq!(stage.events(), [Polled("a"), Dropped("a")]);
    assert!(!arms.as_mut().arm(0).is_live());
    for _ in 0..2 {
        assert_eq!(next(arms.as_mut()), Poll::Ready(None));
        assert!(arms.is_terminated());
    }
    arms.as_mut()
        .arm(0)
        .set(once(Script::new(&stage, "b").ready("b")));
    assert!(!arms.is_terminated());
    assert_eq!(next(arms.as_mut()), Poll::Ready(Some((0, "b"))));
}

#[test]
fn another_child_is_set_in_the_place_of_one_that_runs() {
    let stage = Stage::new();
    let script = |name| once(Script::<()>::new(&stage, name));
    let mut arms = pin!(arms((script("a"), script("b"))));
    assert!(next(arms.as_mut()).is_pending());
    stage.events();
    arms.as_mut().first().set(script("c"));
    assert_eq!(stage.events(), [Dropped("a")]);
    arms.as_mut().second().stop();
    assert_eq!(stage.events(), [Dropped("b")]);
    assert!(next(arms.as_mut()).is_pending());
    assert_eq!(stage.events(), [Polled("c")]);
}

#[test]
fn arms_with_one_that_cannot_be_stopped_quietly_live_on() {
    let stage = Stage::new();
    let script = |name| Script::<()>::new(&stage, name);
    let mut arms = pin!(arms((
        once(script("a").panics_in_drop()),
        once(script("b"))
    )));
    assert!(next(arms.as_mut()).is_pending());
    let panic = panic_of(|| arms.as_mut().first().stop());
    assert_eq!(panic.message, "a panics in its drop");
    assert!(!arms.as_mut().first().is_live());
    assert!(arms.as_mut().second().is_live());
    stage.events();
    assert!(next(arms.as_mut()).is_pending());
    assert_eq!(stage.events(), [Polled("b")]);
}

#[test]
fn an_array_has_no_arm_behind_its_last() {
    let mut arms = pin!(arms([once(ready(()))]));
    let (here, panic) = (line!(), panic_of(|| arms.as_mut().arm(1).stop()));
    assert_eq!(panic.message, "`Arms` have no arm 1: there are 1");
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
}

#[test]
fn misuse_is_blamed_on_the_line_that_polls() {
    let mut arms = pin!(arms((once(ready(())), once(pending::<()>()))));
    let mut probe = Probe::new(arms.as_mut().next());
    assert!(probe.poll().is_ready());
    assert!(probe.future().is_terminated());
    let (here, panic) = (line!(), panic_of(|| probe.poll()));
    assert_eq!(panic.message, "`Next` polled after completion");
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
    drop(probe);

    let mut probe = Probe::new(arms.as_mut().drive(ready(())));
    assert!(probe.poll().is_ready());
    let (here, panic) = (line!(), panic_of(|| probe.poll()));
    assert_eq!(panic.message, "`Drive` polled after completion");
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
}

#[test]
fn after_a_child_panicked_all_arms_are_off_and_every_poll_says_so() {
    let stage = Stage::new();
    let scripts = (
        once(Script::<()>::new(&stage, "a")),
        once(Script::<()>::new(&stage, "b").panics()),
    );
    let mut arms = pin!(arms(scripts));
    assert_eq!(
        panic_of(|| next(arms.as_mut())).message,
        "b panics in its poll"
    );
    let events = [Polled("a"), Polled("b"), Dropped("a"), Dropped("b")];
    assert_eq!(stage.events(), events);
    let message = "`Arms` polled after a child panicked";
    for _ in 0..2 {
        assert_eq!(panic_of(|| next(arms.as_mut())).message, message);
        let mut probe = Probe::new(arms.as_mut().next());
        let (here, panic) = (line!(), panic_of(|| probe.poll()));
        assert_eq!((panic.message.as_str(), panic.line), (message, here));
        drop(probe);
        let mut probe = Probe::new(arms.as_mut().drive(pending::<()>()));
        let (here, panic) = (line!(), panic_of(|| probe.poll()));
        assert_eq!((panic.message.as_str(), panic.line), (message, here));
    }
    assert_eq!(format!("{arms:?}"), "Arms { state: Panicked }");
}

#[test]
fn they_print_their_states_and_look_at_no_child() {
    let (sender, receiver) = oneshot::<u8>();
    let mut arms = pin!(arms((
        every(|| ready(())),
        once(receiver),
        once(pending::<()>())
    )));
    let states = |first, second| format!("Arms {{ arms: [{first}, {second}, Running], turn: 0 }}");
    assert_eq!(format!("{arms:?}"), states("Resting", "Running"));
    sender.send(7).expect("there is a receiver");
    let mut probe = Probe::new(arms.as_mut().drive(pending::<()>()));
    assert!(probe.poll().is_pending());
    let inner = states("Keeping", "Keeping");
    assert_eq!(
        format!("{:?}", probe.future()),
        format!("Drive {{ state: Running, arms: {inner} }}")
    );
    drop(probe);
    assert_eq!(
        format!("{:?}", arms.as_mut().next()),
        format!("Next {{ arms: Some({inner}) }}")
    );
    arms.as_mut().second().stop();
    assert_eq!(format!("{arms:?}"), states("Keeping", "Off"));
    assert_eq!(
        format!("{:?}", arms.as_mut().second()),
        "ArmMut { state: Off }"
    );
    assert_eq!(format!("{:?}", once(ready(()))), "Once { .. }");
    assert_eq!(format!("{:?}", every(|| ready(()))), "Every { .. }");
}

#[test]
fn arms_are_a_stream_and_so_an_arm() {
    let inner = arms((once(ready("a")), once(ready("b"))));
    let mut outer = pin!(arms((inner, once(ready("c")))));
    assert_eq!(
        next(outer.as_mut()),
        Poll::Ready(Some(OneOf2::First(OneOf2::First("a"))))
    );
    assert_eq!(next(outer.as_mut()), Poll::Ready(Some(OneOf2::Second("c"))));
    assert_eq!(
        next(outer.as_mut()),
        Poll::Ready(Some(OneOf2::First(OneOf2::Second("b"))))
    );
    assert_eq!(next(outer.as_mut()), Poll::Ready(None));
}

#[test]
fn a_borrowed_stream_outlives_them() {
    let stage = Stage::new();
    let mut feed = pin!(Feed::new(&stage, "a").then(0, Answer::new(&stage, "a")));
    {
        let mut arms = pin!(arms((feed.as_mut(), once(pending::<()>()))));
        assert!(next(arms.as_mut()).is_ready());
    }
    stage.events();
    assert!(matches!(next(feed.as_mut()), Poll::Ready(None)));
    assert_eq!(stage.events(), [Polled("a")]);
}

#[test]
fn they_may_move_until_they_are_polled() {
    let stage = Stage::new();
    let of = |name| {
        arms((
            once(Script::<()>::new(&stage, name)),
            Feed::new(&stage, name),
        ))
    };
    let mut two = vec![of("a"), of("b")];
    two.swap(0, 1);
    // A child panics if it moves after this.
    for one in two {
        let mut one = Box::pin(one);
        for _ in 0..2 {
            assert!(next(one.as_mut()).is_pending());
        }
    }
}

#[test]
fn an_arm_that_completes_another_in_the_same_pass_is_seen_in_the_next() {
    let (sender, receiver) = oneshot();
    let sending = async { sender.send("word") };
    let mut arms = pin!(arms((once(receiver), once(sending))));
    let mut probe = Probe::new(async {
        let first = arms.as_mut().next().await;
        let second = arms.as_mut().next().await;
        [first, second].map(|event| matches!(event, Some(OneOf2::First(Ok("word")))))
    });
    assert_eq!(probe.poll(), Poll::Ready([false, true]));
}

#[test]
fn an_arm_that_wakes_itself_while_it_is_polled_is_polled_again() {
    let mut arms = pin!(arms((once(yield_now()), once(pending::<()>()))));
    let mut probe = Probe::new(arms.as_mut().next());
    assert!(probe.poll().is_pending());
    assert_eq!(probe.wakes(), 1);
    assert_eq!(probe.poll(), Poll::Ready(Some(OneOf2::First(()))));
}

#[test]
fn a_wake_after_they_were_dropped_is_harmless() {
    let stage = Stage::new();
    let mut arms = Box::pin(arms((
        once(answer_of(&stage, "a")),
        once(answer_of(&stage, "b")),
    )));
    assert!(next(arms.as_mut()).is_pending());
    drop(arms);
    stage.events();
    stage.wake("a");
    stage.wake("b");
    assert_eq!((stage.events(), stage.present()), (NOTHING.into(), 0));
}

#[test]
fn they_may_be_woken_from_other_threads_while_they_are_polled() {
    let rounds = block_on(async {
        let mut arms = pin!(arms((once(storm(1, 50)), once(storm(1, 50)))));
        let mut rounds = 0;
        while arms.as_mut().next().await.is_some() {
            rounds += 1;
            arms.as_mut().drive(storm(1, 10)).await;
        }
        rounds
    });
    assert_eq!(rounds, 2, "no wake was lost");
}

#[test]
fn a_waker_that_panics_when_it_is_cloned_ends_them_like_a_child_that_panics() {
    let stage = Stage::new();
    let actor = Actor::new();
    let script = |name| once(Script::<()>::new(&stage, name));
    let mut arms = pin!(arms((script("a"), script("b"))));
    actor.act_on(Deed::Clone, || panic!("no clone of me"));
    let panic = panic_of(|| actor.poll(arms.as_mut().next()));
    assert_eq!(panic.message, "no clone of me");
    assert_eq!(stage.present(), 0, "both are gone");
    let panic = panic_of(|| actor.poll(arms.as_mut().next()));
    assert_eq!(panic.message, "`Arms` polled after a child panicked");
}

#[test]
fn a_closure_that_panics_ends_them_like_a_child_that_panics() {
    let stage = Stage::new();
    let mut makes = 0;
    let making = every(|| {
        makes += 1;
        assert!(makes < 2, "no more");
        ready(())
    });
    let mut arms = pin!(arms((making, once(Script::<()>::new(&stage, "b")))));
    assert_eq!(next(arms.as_mut()), Poll::Ready(Some(OneOf2::First(()))));
    // It is the second one's turn, and then the closure's.
    assert_eq!(panic_of(|| next(arms.as_mut())).message, "no more");
    assert_eq!(stage.events(), [Polled("b"), Dropped("b")]);
    let panic = panic_of(|| next(arms.as_mut()));
    assert_eq!(panic.message, "`Arms` polled after a child panicked");
}

#[test]
fn they_ask_no_allocator() {
    let mut arms = pin!(arms((every(|| ready(1)), once(yield_now()))));
    let caller = Caller::new();
    let times = allocations(|| {
        for _ in 0..3 {
            let _ = pin!(arms.as_mut().drive(pending::<()>())).poll(&mut caller.cx());
            let _ = pin!(arms.as_mut().next()).poll(&mut caller.cx());
        }
    });
    assert_eq!(times, 0);
}

#[test]
fn children_that_borrow_themselves_stay_valid() {
    let sums = RefCell::new(Vec::new());
    let child = |numbers: [u8; 3]| {
        let sums = &sums;
        async move {
            let [first, rest @ ..] = &numbers;
            yield_now().await;
            sums.borrow_mut().push(first + rest.iter().sum::<u8>());
        }
    };
    let mut start = 0;
    let running = every(|| {
        start += 1;
        child([start, 2, 3])
    });
    let mut arms = pin!(arms((running, once(child([4, 5, 6])))));
    block_on(async {
        for _ in 0..3 {
            // Asked by both, and looked at in between.
            let mut drive = pin!(arms.as_mut().drive(yield_now()));
            poll_fn(|cx| drive.as_mut().poll(cx)).await;
            assert!(format!("{arms:?}").starts_with("Arms"));
            arms.as_mut().next().await;
        }
    });
    sums.borrow_mut().sort_unstable();
    assert_eq!(*sums.borrow(), [6, 7, 15]);
}

#[test]
fn children_may_have_no_size() {
    Zero::drops(); // another test's, on the same thread
    let mut arms = pin!(arms((once(Zero::new()), every(Zero::new))));
    assert!(next(arms.as_mut()).is_ready());
    assert_eq!(Zero::drops(), 1);
    assert!(next(arms.as_mut()).is_ready());
    assert_eq!(Zero::drops(), 1);
}

#[test]
fn children_and_results_may_be_aligned_or_large() {
    may_be_shaped::<Aligned>();
    deep(may_be_shaped::<Bytes<100_000>>);
}

fn may_be_shaped<S: Shape>() {
    let stage = Stage::new();
    let child = |name| {
        let answer = Answer::<S>::shaped(&stage, name);
        Script::<_, S>::shaped(&stage, name)
            .pending(1)
            .ready(answer)
    };
    let mut arms = Box::pin(arms((
        once(child("a")),
        once(ready(1_u8)),
        once(child("b")),
    )));
    assert!(matches!(
        next(arms.as_mut()),
        Poll::Ready(Some(OneOf3::Second(1)))
    ));
    stage.wake("a");
    stage.wake("b");
    assert!(
        Probe::new(arms.as_mut().drive(pending::<()>()))
            .poll()
            .is_pending()
    );
    // Each looks after its ballast and its alignment in its drop.
    for _ in 0..2 {
        assert!(matches!(next(arms.as_mut()), Poll::Ready(Some(_))));
    }
    assert_eq!(stage.present(), 0);
}

#[test]
fn the_twin_runs_its_body_until_it_breaks_or_all_arms_are_off() {
    let bodies = Cell::new(0);
    let run = |last| {
        bodies.set(0);
        let children = (once(ready(())), every(|| ready(())));
        Probe::new(shorthand::arms(children, async |event| {
            bodies.set(bodies.get() + 1);
            match bodies.get() == last {
                true => ControlFlow::Break(event),
                false => ControlFlow::Continue(()),
            }
        }))
        .poll()
    };
    assert_eq!(run(1), Poll::Ready(Some(OneOf2::First(()))));
    assert_eq!(run(9), Poll::Ready(Some(OneOf2::Second(()))));
    assert_eq!(bodies.get(), 9);
    let children = (once(ready(1)), once(ready(2)));
    let all = shorthand::arms(children, async |_| ControlFlow::<()>::Continue(()));
    assert_eq!(Probe::new(all).poll(), Poll::Ready(None));
}

#[test]
fn a_stream_that_has_ended_is_dropped_and_never_polled_again() {
    /// Ends at once, and counts.
    struct Ended<'a>(&'a Cell<usize>);

    impl Stream for Ended<'_> {
        type Item = ();

        fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<()>> {
            self.0.set(self.0.get() + 1);
            Poll::Ready(None)
        }
    }

    let polls = Cell::new(0);
    let mut arms = pin!(arms((Ended(&polls), once(pending::<()>()))));
    for _ in 0..3 {
        assert!(next(arms.as_mut()).is_pending());
        assert_eq!(polls.get(), 1);
    }
    assert!(catch(|| arms.as_mut().first().set(Ended(&polls))).is_ok());
    assert!(next(arms.as_mut()).is_pending());
    assert_eq!(polls.get(), 2);
}
