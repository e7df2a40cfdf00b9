//! What every combinator of two children promises, whatever it makes of their answers.
//!
//! The children are `a` and `b`, the first and the second. A combinator's own file runs the rules
//! for it, in both spellings; see [`contract!`].

use core::cell::{Cell, RefCell};
use core::future::{IntoFuture, poll_fn};
use core::pin::pin;
use core::task::{Poll, Waker};

use longhand::block_on;

use crate::support::actor::{Actor, Deed};
use crate::support::combinator::Combinator;
use crate::support::panics::{catch, panic_of};
use crate::support::probe::Probe;
use crate::support::script::Script;
use crate::support::shape::{Aligned, Bytes, Shape};
use crate::support::spelling::Spelling;
use crate::support::stack::deep;
use crate::support::stage::Event::{self, Converted, Dropped, Polled};
use crate::support::stage::{NOTHING, Stage};
use crate::support::storm::storm;
use crate::support::zero::Zero;

/// Makes a module with a test of every rule, for one combinator in one spelling.
macro_rules! contract {
    ($module:ident: $combinator:ty) => {
        $crate::contract::contract! { $module: $combinator:
            nothing_happens_before_the_first_poll
            children_are_polled_in_index_order
            a_poll_polls_each_child_once
            a_spurious_poll_changes_nothing
            the_callers_waker_goes_straight_to_the_children
            a_waker_replaced_between_polls_reaches_the_children
            children_are_converted_in_index_order_when_it_is_made
            dropped_before_the_first_poll_it_drops_both_children
            cancelled_it_drops_both_children_in_index_order
            once_it_is_ready_both_children_are_gone_in_index_order
            polled_after_completion_it_panics_however_often
            misuse_is_blamed_on_the_line_that_polls
            a_child_that_panics_takes_its_sibling_along_once
            polled_after_a_child_panicked_it_panics_however_often
            cancelled_it_drops_both_children_even_if_one_panics
            completed_it_drops_both_children_even_if_one_panics
            polled_after_a_drop_panicked_it_panics_however_often
            it_may_move_until_it_is_polled
            children_that_borrow_themselves_stay_valid
            borrowed_children_outlive_it
            combinators_of_combinators_keep_the_order
            a_wake_after_it_was_dropped_is_harmless
            it_may_be_woken_from_other_threads_while_it_is_polled
            a_waker_that_panics_when_it_is_cloned_ends_it_like_a_child_that_panics
            children_may_have_no_size
            children_may_be_aligned_to_a_cache_line
            children_may_be_a_megabyte_large
        }
    };
    ($module:ident: $combinator:ty: $($rule:ident)*) => {
        mod $module {
            use super::*;

            $(#[test]
            fn $rule() {
                $crate::contract::$rule::<$combinator>();
            })*
        }
    };
}
pub(crate) use contract;

pub(crate) fn nothing_happens_before_the_first_poll<C: Combinator>() {
    let stage = Stage::new();
    let probe = Probe::new(C::of(a(&stage).ready(()), b(&stage).ready(())));
    assert_eq!(stage.events(), NOTHING);
    assert_eq!(probe.wakes(), 0);
}

pub(crate) fn children_are_polled_in_index_order<C: Combinator>() {
    let stage = Stage::new();
    let mut probe = Probe::new(C::of(a(&stage), b(&stage)));
    assert!(probe.poll().is_pending());
    assert_eq!(stage.events(), [Polled("a"), Polled("b")]);
}

pub(crate) fn a_poll_polls_each_child_once<C: Combinator>() {
    let polls = Cell::new(0);
    // A child that is woken while it is polled must not be polled again in the same pass.
    let restless = || {
        poll_fn(|cx| {
            polls.set(polls.get() + 1);
            cx.waker().wake_by_ref();
            Poll::Pending
        })
    };
    let mut probe = Probe::new(C::of(restless(), restless()));
    assert!(probe.poll().is_pending());
    assert_eq!(polls.get(), 2);
    assert_eq!(probe.wakes(), 2);
}

pub(crate) fn a_spurious_poll_changes_nothing<C: Combinator>() {
    let stage = Stage::new();
    let mut probe = Probe::new(C::of(a(&stage).pending(1), b(&stage).pending(1)));
    for _ in 0..3 {
        assert!(probe.poll().is_pending());
        assert_eq!(stage.events(), [Polled("a"), Polled("b")]);
        assert_eq!(probe.wakes(), 0);
    }
}

pub(crate) fn the_callers_waker_goes_straight_to_the_children<C: Combinator>() {
    let seen = RefCell::new(Vec::<Waker>::new());
    let witness = || {
        poll_fn(|cx| {
            seen.borrow_mut().push(cx.waker().clone());
            Poll::Pending
        })
    };
    let mut probe = Probe::new(C::of(witness(), witness()));
    assert!(probe.poll().is_pending());
    let is_the_callers = |waker: &Waker| waker.will_wake(probe.waker());
    assert!(seen.borrow().iter().all(is_the_callers));
    // One clone is each witness's own: the combinator has made none, and woken none.
    assert_eq!(probe.clones(), 2);
    assert_eq!(probe.wakes(), 0);
}

pub(crate) fn a_waker_replaced_between_polls_reaches_the_children<C: Combinator>() {
    let stage = Stage::new();
    let mut probe = Probe::new(C::of(a(&stage), b(&stage)));
    assert!(probe.poll().is_pending());
    probe.change_waker();
    assert!(probe.poll().is_pending());
    stage.wake("a");
    assert_eq!(probe.wakes(), 1);
    stage.wake("b");
    assert_eq!(probe.wakes(), 2);
}

pub(crate) fn children_are_converted_in_index_order_when_it_is_made<C: Combinator>() {
    let stage = Stage::new();
    let convertible = |name| Convertible {
        stage: &stage,
        name,
    };
    let mut probe = Probe::new(C::of(convertible("a"), convertible("b")));
    if C::Spelling::CONVERTS_AT_ONCE {
        assert_eq!(stage.events(), [Converted("a"), Converted("b")]);
        assert!(probe.poll().is_pending());
        assert_eq!(stage.events(), [Polled("a"), Polled("b")]);
    } else {
        assert_eq!(stage.events(), NOTHING);
        assert!(probe.poll().is_pending());
        let mut at_the_first_poll = [Converted("a"), Converted("b"), Polled("a"), Polled("b")];
        if C::IS_A_TUPLE {
            at_the_first_poll.swap(0, 1);
        }
        assert_eq!(stage.events(), at_the_first_poll);
    }
}

pub(crate) fn dropped_before_the_first_poll_it_drops_both_children<C: Combinator>() {
    let stage = Stage::new();
    drop(Probe::new(C::of(a(&stage), b(&stage))));
    if C::TAKES_THE_SECOND_FIRST && !C::Spelling::HOLDS_CHILDREN_AT_ONCE {
        assert_eq!(stage.events(), [Dropped("b"), Dropped("a")]);
    } else {
        assert_eq!(stage.events(), [Dropped("a"), Dropped("b")]);
    }
}

pub(crate) fn cancelled_it_drops_both_children_in_index_order<C: Combinator>() {
    let stage = Stage::new();
    let mut probe = Probe::new(C::of(a(&stage), b(&stage)));
    assert!(probe.poll().is_pending());
    stage.events();
    drop(probe);
    assert_eq!(stage.events(), [Dropped("a"), Dropped("b")]);
}

pub(crate) fn once_it_is_ready_both_children_are_gone_in_index_order<C: Combinator>() {
    let stage = Stage::new();
    let mut probe = Probe::new(C::of(
        a(&stage).pending(1).ready(()),
        b(&stage).pending(1).ready(()),
    ));
    assert!(probe.poll().is_pending());
    stage.wake("a");
    stage.wake("b");
    assert!(probe.poll().is_ready());
    assert_eq!(drops(&stage), [Dropped("a"), Dropped("b")]);
    drop(probe);
    assert_eq!(stage.events(), NOTHING);
}

pub(crate) fn polled_after_completion_it_panics_however_often<C: Combinator>() {
    let stage = Stage::new();
    let mut probe = Probe::new(C::of(a(&stage).ready(()), b(&stage).ready(())));
    assert!(probe.poll().is_ready());
    stage.events();
    for _ in 0..3 {
        let panic = panic_of(|| probe.poll());
        assert_eq!(panic.message, C::Spelling::after_completion(C::NAME));
    }
    drop(probe);
    assert_eq!(stage.events(), NOTHING);
}

pub(crate) fn misuse_is_blamed_on_the_line_that_polls<C: Combinator>() {
    let stage = Stage::new();
    let mut probe = Probe::new(C::of(a(&stage).ready(()), b(&stage).ready(())));
    assert!(probe.poll().is_ready());
    let (here, panic) = (line!(), panic_of(|| probe.poll()));
    let blamed = (panic.file.as_str(), panic.line) == (file!(), here);
    assert_eq!(blamed, C::Spelling::BLAMES_THE_CALLER, "{panic:?}");
}

pub(crate) fn a_child_that_panics_takes_its_sibling_along_once<C: Combinator>() {
    let stage = Stage::new();
    let mut probe = Probe::new(C::of(a(&stage).panics(), b(&stage)));
    assert_eq!(panic_of(|| probe.poll()).message, "a panics in its poll");
    assert_eq!(stage.events(), [Polled("a"), Dropped("a"), Dropped("b")]);

    let mut probe = Probe::new(C::of(a(&stage), b(&stage).panics()));
    assert_eq!(panic_of(|| probe.poll()).message, "b panics in its poll");
    assert_eq!(
        stage.events(),
        [Polled("a"), Polled("b"), Dropped("a"), Dropped("b")]
    );
    drop(probe);
    assert_eq!(stage.events(), NOTHING);
}

pub(crate) fn polled_after_a_child_panicked_it_panics_however_often<C: Combinator>() {
    let stage = Stage::new();
    for (first, second) in [
        (a(&stage).panics(), b(&stage)),
        (a(&stage), b(&stage).panics()),
    ] {
        let mut probe = Probe::new(C::of(first, second));
        assert!(catch(|| probe.poll()).is_err());
        for _ in 0..3 {
            let panic = panic_of(|| probe.poll());
            assert_eq!(panic.message, C::Spelling::after_a_panic(C::NAME));
        }
    }
}

pub(crate) fn cancelled_it_drops_both_children_even_if_one_panics<C: Combinator>() {
    let stage = Stage::new();
    for (first, second, message) in [
        (
            a(&stage).panics_in_drop(),
            b(&stage),
            "a panics in its drop",
        ),
        (
            a(&stage),
            b(&stage).panics_in_drop(),
            "b panics in its drop",
        ),
    ] {
        let mut probe = Probe::new(C::of(first, second));
        assert!(probe.poll().is_pending());
        stage.events();
        assert_eq!(panic_of(|| drop(probe)).message, message);
        assert_eq!(stage.events(), [Dropped("a"), Dropped("b")]);
    }
}

pub(crate) fn completed_it_drops_both_children_even_if_one_panics<C: Combinator>() {
    let stage = Stage::new();
    for (first, second, message) in [
        (
            a(&stage).panics_in_drop(),
            b(&stage),
            "a panics in its drop",
        ),
        (
            a(&stage),
            b(&stage).panics_in_drop(),
            "b panics in its drop",
        ),
    ] {
        let mut probe = Probe::new(C::of(first.ready(()), second.ready(())));
        assert_eq!(panic_of(|| probe.poll()).message, message);
        assert_eq!(drops(&stage), [Dropped("a"), Dropped("b")]);
        drop(probe);
        assert_eq!(stage.events(), NOTHING);
    }
}

pub(crate) fn polled_after_a_drop_panicked_it_panics_however_often<C: Combinator>() {
    let stage = Stage::new();
    for (first, second) in [
        (a(&stage).panics_in_drop(), b(&stage)),
        (a(&stage), b(&stage).panics_in_drop()),
    ] {
        let mut probe = Probe::new(C::of(first.ready(()), second.ready(())));
        assert!(catch(|| probe.poll()).is_err());
        for _ in 0..3 {
            let panic = panic_of(|| probe.poll());
            assert_eq!(panic.message, C::Spelling::after_a_panic(C::NAME));
        }
    }
}

pub(crate) fn it_may_move_until_it_is_polled<C: Combinator>() {
    let stage = Stage::new();
    let future = || C::of(a(&stage), b(&stage));
    let mut futures = vec![future(), future()];
    futures.swap(0, 1);
    // A child panics if it moves after this.
    for future in futures {
        let mut probe = Probe::new(future);
        assert!(probe.poll().is_pending());
        assert!(probe.poll().is_pending());
    }
}

pub(crate) fn children_that_borrow_themselves_stay_valid<C: Combinator>() {
    let mut sums = RefCell::new(Vec::new());
    let child = |numbers: [u8; 3]| {
        let sums = &sums;
        async move {
            let [first, rest @ ..] = &numbers;
            let mut waits = 0;
            // Pending once, with references to a local held across it.
            poll_fn(|_| {
                waits += 1;
                if waits == 1 {
                    Poll::Pending
                } else {
                    Poll::Ready(())
                }
            })
            .await;
            sums.borrow_mut().push(first + rest.iter().sum::<u8>());
        }
    };
    let mut probe = Probe::new(C::of(child([1, 2, 3]), child([4, 5, 6])));
    assert!(probe.poll().is_pending());
    assert!(probe.poll().is_ready());
    drop(probe);
    assert_eq!(sums.get_mut()[0], 6);
}

pub(crate) fn borrowed_children_outlive_it<C: Combinator>() {
    let stage = Stage::new();
    let mut first = pin!(a(&stage).pending(1).ready(()));
    let mut second = pin!(b(&stage).pending(1).ready(()));
    let mut cancelled = Probe::new(C::of(first.as_mut(), second.as_mut()));
    assert!(cancelled.poll().is_pending());
    drop(cancelled);
    assert_eq!(stage.events(), [Polled("a"), Polled("b")]);

    // What they had waited for is not lost.
    stage.wake("a");
    stage.wake("b");
    assert!(
        Probe::new(C::of(first.as_mut(), second.as_mut()))
            .poll()
            .is_ready()
    );
    assert_eq!(drops(&stage), NOTHING);
}

pub(crate) fn combinators_of_combinators_keep_the_order<C: Combinator>() {
    let stage = Stage::new();
    let child = |name| Script::<()>::new(&stage, name);
    let both = |first, second| async move {
        C::of(first, second).await;
    };
    let mut probe = Probe::new(C::of(
        both(child("a"), child("b")),
        both(child("c"), child("d")),
    ));
    assert!(probe.poll().is_pending());
    assert_eq!(stage.events(), ["a", "b", "c", "d"].map(Polled));
    drop(probe);
    assert_eq!(stage.events(), ["a", "b", "c", "d"].map(Dropped));
}

pub(crate) fn a_wake_after_it_was_dropped_is_harmless<C: Combinator>() {
    let stage = Stage::new();
    let mut probe = Probe::new(C::of(a(&stage), b(&stage)));
    assert!(probe.poll().is_pending());
    drop(probe);
    stage.events();
    stage.wake("a");
    stage.wake("b");
    assert_eq!(stage.events(), NOTHING);
    assert_eq!(stage.present(), 0);
}

pub(crate) fn it_may_be_woken_from_other_threads_while_it_is_polled<C: Combinator>() {
    let outcome = block_on(async {
        C::of(storm(1, 50), storm(1, 50)).await;
        "done"
    });
    assert_eq!(outcome, "done", "no wake was lost");
}

pub(crate) fn a_waker_that_panics_when_it_is_cloned_ends_it_like_a_child_that_panics<
    C: Combinator,
>() {
    let stage = Stage::new();
    let actor = Actor::new();
    let mut future = pin!(C::of(a(&stage), b(&stage)));
    actor.act_on(Deed::Clone, || panic!("no clone of me"));
    let panic = panic_of(|| actor.poll(future.as_mut()));
    assert_eq!(panic.message, "no clone of me");
    assert_eq!(stage.present(), 0, "both are gone");
    let panic = panic_of(|| actor.poll(future.as_mut()));
    assert_eq!(panic.message, C::Spelling::after_a_panic(C::NAME));
}

pub(crate) fn children_may_have_no_size<C: Combinator>() {
    assert_eq!(size_of::<Zero>(), 0);
    Zero::drops(); // another test's, on the same thread
    let mut probe = Probe::new(C::of(Zero::new(), Zero::new()));
    assert!(probe.poll().is_ready());
    assert_eq!(Zero::drops(), 2);
    drop(probe);
    assert_eq!(Zero::drops(), 0);
}

pub(crate) fn children_may_be_aligned_to_a_cache_line<C: Combinator>() {
    children_may_be_shaped::<C, Aligned>();
}

pub(crate) fn children_may_be_a_megabyte_large<C: Combinator>() {
    deep(children_may_be_shaped::<C, Bytes<{ 1 << 20 }>>);
}

/// A child looks after its ballast and its alignment at every poll and in its drop.
fn children_may_be_shaped<C: Combinator, S: Shape>() {
    let stage = Stage::new();
    let child = |name| Script::<(), S>::shaped(&stage, name).pending(1).ready(());
    let mut probe = Probe::new(C::of(child("a"), child("b")));
    assert!(probe.poll().is_pending());
    stage.wake("a");
    stage.wake("b");
    assert!(probe.poll().is_ready());
    assert_eq!(drops(&stage), [Dropped("a"), Dropped("b")]);
}

fn a(stage: &Stage) -> Script {
    Script::new(stage, "a")
}

fn b(stage: &Stage) -> Script {
    Script::new(stage, "b")
}

fn drops(stage: &Stage) -> Vec<Event> {
    let mut events = stage.events();
    events.retain(|event| matches!(event, Dropped(_)));
    events
}

/// What is not a future yet, and says when it becomes one.
struct Convertible<'a> {
    stage: &'a Stage,
    name: &'static str,
}

impl IntoFuture for Convertible<'_> {
    type Output = ();
    type IntoFuture = Script;

    fn into_future(self) -> Script {
        self.stage.record(Converted(self.name));
        Script::new(self.stage, self.name)
    }
}
