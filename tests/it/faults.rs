//! What went wrong in futures of other crates, and the test here that would notice it.
//!
//! | fault                                                         | seen in                            | noticed by                                                   |
//! |---------------------------------------------------------------|------------------------------------|--------------------------------------------------------------|
//! | a spurious poll does something                                |                                    | `contract::a_spurious_poll_changes_nothing`, `schedules`     |
//! | a poll after `Ready` is answered, or pending for ever         | futures' `join_all`, `select_all`  | `contract::polled_after_completion_it_panics_however_often`  |
//! | a child is polled after its end                               | futures-concurrency#135            | every `Script`, which panics                                 |
//! | a sibling is dropped twice, or used, when a child panics      | futures-rs#2886                    | `contract::a_child_that_panics_takes_its_sibling_along_once` |
//! | a drop that panics leaks, or drops twice                      | tokio, crossbeam                   | `contract::completed_it_drops_both_children_even_if_one_panics`, `keeping`, `schedules` |
//! | dropped in one of its states, it leaks                        |                                    | `schedules`                                                  |
//! | a child moves after its first poll                            | futures-concurrency#188, pasts#2   | every `Script`, which knows its address                      |
//! | a look at the parent is a look at a child that borrows itself | futures-rs#2649, tokio#5087        | `contract::children_that_borrow_themselves_stay_valid`       |
//! | forgotten half-way, it leaves a dangling pointer behind       | tachyonix#1                        | below: it has told nobody where it is                        |
//! | with no child, one, or many it is another machine             | tokio#5504, tokio#4519             | `arity`                                                      |
//! | large, aligned or empty children                              | crossbeam#1146, tokio#6692         | `contract::children_may_be_a_megabyte_large` and its kin     |
//! | an eager child starves the others                             | futures-rs#708                     | `arity::turns_go_round`, `contest`                           |
//! | a child ends its sibling's wait in the same poll              |                                    | `keeping::a_child_that_wakes_its_sibling_waits_for_the_next_poll` |
//! | the time is up, and the answer is there, and it is lost       |                                    | `contest::the_first_wins_if_both_were_woken`                 |
//! | deep nesting                                                  | tokio#8093                         | below                                                        |
//! | an old waker is kept                                          | oneshot before 0.1.3               | `contract::a_waker_replaced_between_polls_reaches_the_children` |
//! | a waker is cloned without need                                | tokio#2045, tokio#8107             | `contract::the_callers_waker_goes_straight_to_the_children`  |
//! | a waker that panics                                           | tokio#3689, futures-rs#2211        | `contract::a_waker_that_panics_when_it_is_cloned_ends_it_like_a_child_that_panics` |
//! | a wake polls at once, or a second time in one pass            | tokio#1929, ngx-rust#294           | `contract::a_poll_polls_each_child_once`                     |
//! | a wake of what has ended                                      |                                    | `contract::a_wake_after_it_was_dropped_is_harmless`          |
//! | a wake from another thread is lost                            | futures-rs#2608                    | `contract::it_may_be_woken_from_other_threads_while_it_is_polled` |
//!
//! A combinator makes no waker and keeps none, so no lock, no count of references, no table of
//! functions and no ordering of it can be wrong, and no storm of wakes grows in it. It has no macro,
//! so neither can hygiene.

use core::future::{Future, pending, ready};
use core::mem::ManuallyDrop;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use longhand::{join, select};

use crate::support::probe::Probe;
use crate::support::script::Script;
use crate::support::stack::deep;
use crate::support::stage::Stage;

#[test]
fn forgotten_half_way_it_leaves_nobody_with_a_pointer_to_it() {
    let stage = Stage::new();
    let children = || ["a", "b", "c"].map(|name| Script::<()>::new(&stage, name));
    let mut probe = ManuallyDrop::new(Probe::new(join(children())));
    assert!(probe.poll().is_pending());
    // Nobody knows of the future but its owner: the wakes come, and find the executor.
    for name in ["a", "b", "c"] {
        stage.wake(name);
    }
    assert_eq!(probe.wakes(), 3);
    assert_eq!(stage.present(), 3);
    drop(ManuallyDrop::into_inner(probe));
    assert_eq!(stage.present(), 0);
}

#[test]
fn ten_thousand_deep_it_is_polled_and_dropped() {
    deep(|| {
        let mut nested: Pin<Box<dyn Future<Output = u32>>> = Box::pin(ready(0));
        for _ in 0..10_000 {
            let inner = nested;
            nested = Box::pin(async {
                let (below, one) = join((inner, ready(1))).await;
                select((pending(), ready(below + one))).await.into_inner()
            });
        }
        let mut cx = Context::from_waker(Waker::noop());
        assert_eq!(nested.as_mut().poll(&mut cx), Poll::Ready(10_000));
    });
}
