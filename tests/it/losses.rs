//! The futures of this crate, each cancelled after every poll: it loses what its docs say.

use core::future::pending;
use core::panic::AssertUnwindSafe;
use core::pin::Pin;
use core::time::Duration;

use longhand::arms::{Arms, Once};
use longhand::channel::oneshot::{Closed, Receiver, Sender, oneshot};
use longhand::test::Grade::{LosesData, LosesPlace, Lossless};
use longhand::test::cancel_after_every_poll;
use longhand::time::{ManualClock, Sleep, sleep};
use longhand::trace::{Counts, count, opaque};
use longhand::{LocalExecutor, Task, Turn, arms, catch_unwind, fuse, once};
use longhand::{poll_once, select, shorthand, yield_now};

use crate::support::channel::Channel;
use crate::support::combinator::{Join, Keeper, RaceOk, TryJoin};
use crate::support::spelling::{Spelling, both_spellings};
use crate::support::world::{a_letter, still, two_letters};

both_spellings!(
    a_receiver_that_is_lent_loses_nothing,
    waiting_until_nobody_wants_it_loses_nothing,
    what_keeps_an_answer_loses_it,
    what_takes_the_first_loses_what_its_children_lose,
    a_timeout_loses_what_its_future_and_its_limit_lose,
    giving_way_loses_its_place,
);

type Letter = Receiver<u8>;

const HOUR: Duration = Duration::from_secs(3_600);

fn a_receiver_that_is_lent_loses_nothing<S: Channel>() {
    cancel_after_every_poll(a_letter, async |receiver| S::recv(receiver).await).assert(Lossless);
}

#[test]
fn a_receiver_that_is_dropped_loses_what_is_sent() {
    let begin = || {
        let (receiver, step) = a_letter();
        (Some(receiver), step)
    };
    let received = async |receiver: &mut Option<Letter>| Some(receiver.take()?.await);
    cancel_after_every_poll(begin, received).assert(LosesData);
}

fn waiting_until_nobody_wants_it_loses_nothing<S: Channel>() {
    let begin = || {
        let (sender, receiver) = oneshot::<u8>();
        let mut receiver = Some(receiver);
        (sender, move || drop(receiver.take()))
    };
    let closed = async |sender: &mut Sender<u8>| {
        S::closed(sender).await;
        sender.is_closed()
    };
    cancel_after_every_poll(begin, closed).assert(Lossless);
}

fn what_keeps_an_answer_loses_it<S: Spelling>() {
    keeps::<Join<S>>();
    keeps::<TryJoin<S>>();
    keeps::<RaceOk<S>>();
}

fn keeps<K: Keeper>() {
    let both = async |(first, second): &mut (Letter, Letter)| K::both(K::keep(first, second).await);
    cancel_after_every_poll(two_letters, both).assert(LosesData);
}

fn what_takes_the_first_loses_what_its_children_lose<S: Spelling>() {
    type Letters = (Letter, Letter);
    let select = async |(first, second): &mut Letters| S::select((first, second)).await;
    cancel_after_every_poll(two_letters, select).assert(Lossless);
    let race = async |(first, second): &mut Letters| S::race((second, first)).await;
    cancel_after_every_poll(two_letters, race).assert(Lossless);

    let ways = async |(): &mut ()| S::select((S::yield_now(), pending::<()>())).await;
    cancel_after_every_poll(|| still(()), ways).assert(LosesPlace);
    let both =
        async |(first, second): &mut Letters| S::race((S::join((first, second)), pending())).await;
    cancel_after_every_poll(two_letters, both).assert(LosesData);
}

fn a_timeout_loses_what_its_future_and_its_limit_lose<S: Spelling>() {
    let letter = async |receiver: &mut Letter| S::timeout(pending(), receiver).await;
    cancel_after_every_poll(a_letter, letter).assert(Lossless);

    let clock = ManualClock::new();
    let anew = async |(): &mut ()| S::timeout(sleep(HOUR), pending::<()>()).await;
    let lent = async |limit: &mut Pin<Box<Sleep>>| S::timeout(limit, pending::<()>()).await;
    clock.enter(|| {
        cancel_after_every_poll(|| ((), minutes(&clock)), anew).assert(LosesPlace);
        let begin = || (Box::pin(sleep(HOUR)), minutes(&clock));
        cancel_after_every_poll(begin, lent).assert(Lossless);
    });
}

/// A minute passes.
fn minutes(clock: &ManualClock) -> impl FnMut() {
    || clock.advance(Duration::from_secs(60))
}

fn giving_way_loses_its_place<S: Spelling>() {
    cancel_after_every_poll(|| still(()), async |()| S::yield_now().await).assert(LosesPlace);
}

#[test]
fn a_sleep_that_is_made_anew_loses_the_time_that_it_has_waited() {
    let clock = ManualClock::new();
    let begin = || ((), minutes(&clock));
    clock.enter(|| {
        cancel_after_every_poll(begin, async |()| sleep(HOUR).await).assert(LosesPlace);
        cancel_after_every_poll(begin, async |()| shorthand::sleep(HOUR).await).assert(LosesPlace);
        let begin = || (Box::pin(sleep(HOUR)), minutes(&clock));
        cancel_after_every_poll(begin, async |nap| nap.await).assert(Lossless);
        assert_eq!(clock.next_deadline(), None, "no timer is left");
    });
}

#[test]
fn what_is_polled_once_loses_what_it_was_given_and_nothing_that_it_was_lent() {
    let lent = async |receiver: &mut Letter| poll_once(receiver).await;
    cancel_after_every_poll(a_letter, lent).assert(Lossless);
    let lent = async |receiver: &mut Letter| shorthand::poll_once(receiver).await;
    cancel_after_every_poll(a_letter, lent).assert(Lossless);
}

#[test]
fn a_wrapper_loses_what_its_future_loses() {
    let counts = Counts::default();
    cancel_after_every_poll(a_letter, async |receiver| fuse(receiver).await).assert(Lossless);
    let counted = async |receiver: &mut Letter| count(&counts, receiver).await;
    cancel_after_every_poll(a_letter, counted).assert(Lossless);
    let watched = async |receiver: &mut Letter| opaque(|| "letter", receiver).await;
    cancel_after_every_poll(a_letter, watched).assert(Lossless);
    let in_turn = async |(receiver, turn): &mut (Letter, Turn)| {
        select((pending::<()>(), receiver)).turn(turn).await
    };
    let begin = || {
        let (receiver, step) = a_letter();
        ((receiver, Turn::new()), step)
    };
    cancel_after_every_poll(begin, in_turn).assert(Lossless);

    type Caught = Result<Result<u8, Closed>, ()>;
    let caught = async |receiver: &mut Letter| -> Caught {
        catch_unwind(AssertUnwindSafe(receiver)).await.map_err(drop)
    };
    cancel_after_every_poll(a_letter, caught).assert(Lossless);
    let caught = async |receiver: &mut Letter| -> Caught {
        shorthand::catch_unwind(AssertUnwindSafe(receiver))
            .await
            .map_err(drop)
    };
    cancel_after_every_poll(a_letter, caught).assert(Lossless);
}

#[test]
fn arms_lose_nothing_and_while_they_are_driven_what_the_handler_loses() {
    type Letters = Pin<Box<Arms<(Once<Letter>, Once<Letter>)>>>;
    let begin = || {
        let ((first, second), step) = two_letters();
        (Box::pin(arms((once(first), once(second)))), step)
    };
    let both = async |arms: &mut Letters| [arms.as_mut().next().await, arms.as_mut().next().await];
    let first = async |arms: &mut Letters| arms.as_mut().next().await;
    cancel_after_every_poll(begin, first).assert(Lossless);
    // What the first round has handed out is the caller's, who drops it.
    cancel_after_every_poll(begin, both).assert(LosesData);

    // The letters that come while a handler is driven wait for the next round.
    let driven = async |arms: &mut Letters| {
        arms.as_mut().drive(yield_now()).await;
        [arms.as_mut().next().await, arms.as_mut().next().await]
    };
    let at_once = || {
        let (letters, mut step) = begin();
        step();
        step();
        (letters, step)
    };
    cancel_after_every_poll(at_once, driven).assert(LosesPlace);
}

/// A task that needs three turns of its executor.
fn a_task() -> (Option<Task<u8>>, impl FnMut()) {
    let executor = LocalExecutor::new();
    let task = executor.spawn(async {
        yield_now().await;
        yield_now().await;
        7
    });
    (Some(task), move || {
        assert!(executor.tick(), "it has a task to run")
    })
}

#[test]
fn a_task_that_is_lent_loses_nothing_and_one_that_is_dropped_its_answer() {
    let lent = async |task: &mut Option<Task<u8>>| Some(task.as_mut()?.await);
    cancel_after_every_poll(a_task, lent).assert(Lossless);

    let taken = async |task: &mut Option<Task<u8>>| Some(task.take()?.await);
    cancel_after_every_poll(a_task, taken).assert(LosesData);
    let as_a_result =
        async |task: &mut Option<Task<u8>>| task.take()?.into_result().await.map_err(drop).ok();
    cancel_after_every_poll(a_task, as_a_result).assert(LosesData);
}

#[test]
fn a_task_that_is_being_cancelled_tells_only_once_what_became_of_it() {
    let cancelled = async |task: &mut Option<Task<u8>>| Some(task.take()?.cancel().await);
    cancel_after_every_poll(a_task, cancelled).assert(LosesData);
}
