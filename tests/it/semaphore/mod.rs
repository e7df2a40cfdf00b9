//! `semaphore`: permits, and a line of those who wait for them.

mod faults;
mod model;
mod wakers;

use core::error::Error;
use core::future::{Future, poll_fn};
use core::pin::Pin;
use core::task::Poll;
use std::rc::Rc;

use futures_core::FusedFuture;
use longhand::semaphore::{Acquire, Closed, Permit, Semaphore, TryAcquireError};
use longhand::test::Grade::LosesPlace;
use longhand::test::cancel_after_every_poll;
use longhand::{fuse, join};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};

use crate::support::actor::Actor;
use crate::support::allocations::allocations;
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::signals::Acquiring;
use crate::support::spelling::both_spellings;

both_spellings!(
    a_permit_that_is_there_is_had_at_once,
    who_waits_is_served_in_the_order_in_which_it_came,
    nobody_goes_before_those_who_wait,
    who_asks_for_many_waits_until_there_are_so_many,
    of_nought_permits_there_are_always_enough,
    permits_that_come_serve_as_many_as_they_are_enough_for,
    a_permit_that_is_forgotten_does_not_come_back,
    a_close_refuses_who_comes_and_who_waits,
    permits_that_are_out_when_it_closes_stay_what_they_are,
    acquiring_loses_its_place,
    one_who_was_served_and_is_dropped_hands_its_permits_on,
    one_who_leaves_the_head_of_the_line_lets_the_next_be_served,
    one_who_leaves_the_middle_of_the_line_leaves_the_others_in_order,
    whoever_is_dropped_before_the_first_poll_has_done_nothing,
    polled_after_completion_it_panics,
);

/// A permit that is had at once.
#[track_caller]
fn had<'a>(future: impl Future<Output = Result<Permit<'a>, Closed>>) -> Permit<'a> {
    match Probe::new(future).poll() {
        Poll::Ready(Ok(permit)) => permit,
        other => panic!("there is a permit, and not {other:?}"),
    }
}

fn a_permit_that_is_there_is_had_at_once<S: Acquiring>() {
    let semaphore = Semaphore::new(3);
    let one = had(S::acquire(&semaphore));
    assert_eq!((one.permits(), semaphore.available_permits()), (1, 2));
    let two = had(S::acquire_many(&semaphore, 2));
    assert_eq!((two.permits(), semaphore.available_permits()), (2, 0));
    drop(one);
    assert_eq!(semaphore.available_permits(), 1);
    drop(two);
    assert_eq!(semaphore.available_permits(), 3);
}

fn who_waits_is_served_in_the_order_in_which_it_came<S: Acquiring>() {
    let semaphore = Semaphore::new(1);
    let mut permit = had(S::acquire(&semaphore));
    let mut waiting = [(); 5].map(|()| Probe::new(S::acquire(&semaphore)));
    for it in &mut waiting {
        assert!(it.poll().is_pending());
    }
    for n in 0..waiting.len() {
        assert!(waiting[n..].iter().all(|it| it.wakes() == 0));
        drop(permit);
        assert_eq!((waiting[n].wakes(), semaphore.available_permits()), (1, 0));
        let Poll::Ready(Ok(next)) = waiting[n].poll() else {
            panic!("it was served");
        };
        permit = next;
    }
    drop(permit);
    assert_eq!(semaphore.available_permits(), 1);
}

fn nobody_goes_before_those_who_wait<S: Acquiring>() {
    let semaphore = Semaphore::new(2);
    let permit = had(S::acquire(&semaphore));
    let mut many = Probe::new(S::acquire_many(&semaphore, 2));
    assert!(many.poll().is_pending());
    let tried = semaphore.try_acquire();
    assert_eq!(tried.unwrap_err(), TryAcquireError::NoPermits);
    let mut one = Probe::new(S::acquire(&semaphore));
    assert!(one.poll().is_pending());
    drop(permit);
    assert_eq!((many.wakes(), one.wakes()), (1, 0));
    let both = many.poll();
    assert!(matches!(&both, Poll::Ready(Ok(permit)) if permit.permits() == 2));
    assert!(one.poll().is_pending());
    drop(both);
    assert!(one.poll().is_ready());
}

fn who_asks_for_many_waits_until_there_are_so_many<S: Acquiring>() {
    let semaphore = Semaphore::new(0);
    let mut many = Probe::new(S::acquire_many(&semaphore, 3));
    assert!(many.poll().is_pending());
    for n in 1..3 {
        semaphore.add_permits(1);
        assert_eq!((many.wakes(), semaphore.available_permits()), (0, n));
    }
    semaphore.add_permits(2);
    assert_eq!((many.wakes(), semaphore.available_permits()), (1, 1));
    assert!(many.poll().is_ready());
    assert_eq!(semaphore.available_permits(), 4, "it was dropped at once");
}

fn of_nought_permits_there_are_always_enough<S: Acquiring>() {
    let semaphore = Semaphore::new(0);
    let mut waiting = Probe::new(S::acquire(&semaphore));
    assert!(waiting.poll().is_pending());
    assert_eq!(had(S::acquire_many(&semaphore, 0)).permits(), 0);
    assert!(semaphore.try_acquire_many(0).is_ok());
    assert_eq!(waiting.wakes(), 0);
    semaphore.close();
    let refused = Probe::new(S::acquire_many(&semaphore, 0)).poll();
    assert!(matches!(refused, Poll::Ready(Err(Closed))));
}

fn permits_that_come_serve_as_many_as_they_are_enough_for<S: Acquiring>() {
    let semaphore = Semaphore::new(0);
    let mut waiting = [1, 2, 1, 3, 1].map(|n| Probe::new(S::acquire_many(&semaphore, n)));
    for it in &mut waiting {
        assert!(it.poll().is_pending());
    }
    semaphore.add_permits(6);
    let woken = waiting.each_ref().map(Probe::wakes);
    assert_eq!((woken, semaphore.available_permits()), ([1, 1, 1, 0, 0], 2));
    semaphore.add_permits(2);
    let woken = waiting.each_ref().map(Probe::wakes);
    assert_eq!((woken, semaphore.available_permits()), ([1; 5], 0));
}

fn a_permit_that_is_forgotten_does_not_come_back<S: Acquiring>() {
    let semaphore = Semaphore::new(2);
    had(S::acquire(&semaphore)).forget();
    assert_eq!(semaphore.available_permits(), 1);
    let mut waiting = Probe::new(S::acquire_many(&semaphore, 2));
    assert!(waiting.poll().is_pending());
    semaphore.add_permits(1);
    assert!(waiting.poll().is_ready());
}

fn a_close_refuses_who_comes_and_who_waits<S: Acquiring>() {
    let semaphore = Semaphore::new(1);
    let permit = had(S::acquire(&semaphore));
    let mut waiting = [(); 3].map(|()| Probe::new(S::acquire(&semaphore)));
    for it in &mut waiting {
        assert!(it.poll().is_pending());
    }
    semaphore.close();
    semaphore.close();
    assert!(semaphore.is_closed());
    drop(permit);
    for it in &mut waiting {
        assert_eq!(it.wakes(), 1);
        assert!(matches!(it.poll(), Poll::Ready(Err(Closed))));
    }
    let refused = Probe::new(S::acquire(&semaphore)).poll();
    assert!(matches!(refused, Poll::Ready(Err(Closed))));
    let tried = semaphore.try_acquire();
    assert_eq!(tried.unwrap_err(), TryAcquireError::Closed);
}

fn permits_that_are_out_when_it_closes_stay_what_they_are<S: Acquiring>() {
    let semaphore = Semaphore::new(1);
    let permit = had(S::acquire(&semaphore));
    let mut served = Probe::new(S::acquire(&semaphore));
    assert!(served.poll().is_pending());
    drop(permit);
    semaphore.close();
    assert!(
        matches!(served.poll(), Poll::Ready(Ok(_))),
        "it was served before"
    );
    assert_eq!(semaphore.available_permits(), 1);
}

/// A semaphore without permits, and another that comes to wait for one behind. In each step a permit comes.
fn a_line() -> (Line, impl FnMut()) {
    let semaphore = Rc::new(Semaphore::new(0));
    let (theirs, adding) = (semaphore.clone(), semaphore.clone());
    let behind = fuse(async move {
        let permit = theirs.acquire().await;
        permit.expect("it is open").forget();
    });
    let step = move || adding.add_permits(1);
    ((semaphore, Box::pin(behind)), step)
}

type Line = (Rc<Semaphore>, Pin<Box<dyn Future<Output = ()>>>);

fn acquiring_loses_its_place<S: Acquiring>() {
    let acquire = async |(semaphore, behind): &mut Line| {
        let comes = poll_fn(|cx| {
            let _ = behind.as_mut().poll(cx);
            Poll::Ready(())
        });
        join((S::acquire(semaphore), comes)).await.0.is_ok()
    };
    cancel_after_every_poll(a_line, acquire).assert(LosesPlace);
}

fn one_who_was_served_and_is_dropped_hands_its_permits_on<S: Acquiring>() {
    let semaphore = Semaphore::new(0);
    let mut first = Probe::new(S::acquire_many(&semaphore, 3));
    let mut others = [1, 2].map(|n| Probe::new(S::acquire_many(&semaphore, n)));
    assert!(first.poll().is_pending());
    others
        .iter_mut()
        .for_each(|it| assert!(it.poll().is_pending()));
    semaphore.add_permits(3);
    assert_eq!((first.wakes(), others[0].wakes()), (1, 0));
    drop(first);
    assert_eq!(others.each_ref().map(Probe::wakes), [1, 1]);
    drop(others);
    assert_eq!(semaphore.available_permits(), 3);
}

fn one_who_leaves_the_head_of_the_line_lets_the_next_be_served<S: Acquiring>() {
    let semaphore = Semaphore::new(2);
    let mut large = Probe::new(S::acquire_many(&semaphore, 5));
    let mut small = [1, 1, 1].map(|n| Probe::new(S::acquire_many(&semaphore, n)));
    assert!(large.poll().is_pending());
    small
        .iter_mut()
        .for_each(|it| assert!(it.poll().is_pending()));
    drop(large);
    assert_eq!(small.each_ref().map(Probe::wakes), [1, 1, 0]);
    let [one, two, mut three] = small;
    drop(one);
    assert_eq!(three.wakes(), 1);
    assert!(three.poll().is_ready());
    drop(two);
    assert_eq!(semaphore.available_permits(), 2);
}

fn one_who_leaves_the_middle_of_the_line_leaves_the_others_in_order<S: Acquiring>() {
    for leaves in 0..3 {
        let semaphore = Semaphore::new(0);
        let waiting = (0..3).map(|_| Probe::new(S::acquire(&semaphore)));
        let mut waiting: Vec<_> = waiting.collect();
        for it in &mut waiting {
            assert!(it.poll().is_pending());
        }
        drop(waiting.remove(leaves));
        semaphore.add_permits(1);
        assert_eq!((waiting[0].wakes(), waiting[1].wakes()), (1, 0));
        semaphore.add_permits(1);
        assert_eq!((waiting[0].wakes(), waiting[1].wakes()), (1, 1));
    }
}

fn whoever_is_dropped_before_the_first_poll_has_done_nothing<S: Acquiring>() {
    let semaphore = Semaphore::new(1);
    drop(S::acquire(&semaphore));
    drop(S::acquire_many(&semaphore, 7));
    assert_eq!(semaphore.available_permits(), 1);
}

fn polled_after_completion_it_panics<S: Acquiring>() {
    let semaphore = Semaphore::new(1);
    for is_closed in [false, true] {
        let mut probe = Probe::new(S::acquire(&semaphore));
        assert!(probe.poll().is_ready(), "{is_closed}");
        for _ in 0..2 {
            let panic = panic_of(|| probe.poll());
            assert_eq!(panic.message, S::after_completion("Acquire"));
            let is_here = panic.file.ends_with("semaphore/mod.rs");
            assert_eq!(is_here, S::BLAMES_THE_CALLER, "{panic:?}");
        }
        semaphore.close();
    }
}

#[test]
fn more_permits_than_can_be_counted_are_refused_and_blamed_on_the_caller() {
    let semaphore = Semaphore::new(usize::MAX);
    let permit = semaphore.try_acquire_many(10).expect("there are");
    let panic = panic_of(|| semaphore.add_permits(1));
    assert_eq!(
        panic.message,
        "`Semaphore` has more permits than can be counted"
    );
    assert!(panic.file.ends_with("semaphore/mod.rs"));
    permit.forget();
    semaphore.add_permits(10);
    assert_eq!(semaphore.available_permits(), usize::MAX);
}

#[test]
fn it_shows_what_it_has_and_a_future_its_state() {
    let semaphore = Semaphore::new(1);
    let mut acquiring = Probe::new(semaphore.acquire());
    let state = format!("{:?}", acquiring.future());
    assert_eq!(state, "Acquire { state: Outside }");
    let permit = acquiring.poll();
    assert_eq!(
        format!("{permit:?}"),
        "Ready(Ok(Permit { permits: 1, .. }))"
    );
    assert!(acquiring.future().is_terminated());
    let mut waiting = Probe::new(semaphore.acquire());
    assert!(waiting.poll().is_pending() && !waiting.future().is_terminated());
    let state = format!("{:?}", waiting.future());
    assert_eq!(state, "Acquire { state: Waiting }");
    semaphore.close();
    let shown = format!("{semaphore:?}");
    assert_eq!(shown, "Semaphore { permits: 0, closed: true }");
}

#[test]
fn an_error_says_why() {
    let errors = [TryAcquireError::NoPermits, TryAcquireError::Closed];
    let answers = errors.map(|it| (it.is_no_permits(), it.is_closed()));
    assert_eq!(answers, [(true, false), (false, true)]);
    let said: [&dyn Error; 3] = [
        &Closed,
        &TryAcquireError::Closed,
        &TryAcquireError::NoPermits,
    ];
    let said = said.map(ToString::to_string);
    let is_closed = "the semaphore is closed";
    let are_too_few = "the semaphore has not as many permits now";
    assert_eq!(said, [is_closed, is_closed, are_too_few]);
}

#[test]
fn it_is_shared_by_threads_and_who_waits_has_a_place_in_line() {
    assert_impl_all!(Semaphore: Send, Sync, Unpin);
    assert_impl_all!(Permit<'static>: Send, Sync, Unpin);
    assert_not_impl_any!(Permit<'static>: Clone);
    assert_impl_all!(Acquire<'static>: Send, Sync);
    // Who stands in line is known by its address.
    assert_not_impl_any!(Acquire<'static>: Unpin);
    // Two links, a waker, how many it wants, and where it stands; and the semaphore, and how many again.
    assert_eq_size!(Acquire<'static>, [usize; 8]);
    assert_eq_size!(Semaphore, [usize; 6]);
    assert_eq_size!(Permit<'static>, [usize; 2]);
}

#[test]
fn nobody_allocates_neither_to_make_it_nor_to_wait() {
    let actor = Actor::new();
    let count = allocations(|| {
        let semaphore = Semaphore::new(1);
        let permit = semaphore.try_acquire();
        assert!(actor.poll(semaphore.acquire()).is_pending());
        drop(permit);
        assert!(actor.poll(semaphore.acquire()).is_ready());
    });
    assert_eq!(count, 0);
}
