//! `time`: sleeps, and a clock that is turned by hand.

use core::cell::RefCell;
use core::future::{Future, poll_fn};
use core::pin::{Pin, pin};
use core::task::Poll;
use core::time::Duration;
use std::rc::Rc;
use std::time::Instant;

use futures_core::{FusedFuture, Stream};
use longhand::time::{Interval, ManualClock, Sleep, interval, sleep};

use crate::support::actor::{Actor, Deed};
use crate::support::allocations::allocations;
use crate::support::panics::{Panic, panic_of};
use crate::support::probe::Probe;
use crate::support::runtime::Runtime;
use crate::support::spelling::{ByHand, both_spellings};

const SECOND: Duration = Duration::from_secs(1);

both_spellings!(
    a_sleep_ends_at_its_deadline_and_not_before,
    a_sleep_counts_from_its_first_poll,
    a_sleep_of_no_time_is_ready_at_once,
    a_sleep_past_the_end_of_the_clock_never_ends,
    a_sleep_to_the_end_of_the_clock_waits_for_it,
    a_sleep_until_a_time_ends_when_the_clock_shows_it,
    a_sleep_until_a_time_that_has_passed_is_ready_at_once,
    a_sleep_until_past_the_end_of_the_clock_never_ends,
    an_interval_ticks_a_period_after_its_first_poll_and_after_each_tick,
    a_late_tick_counts_those_that_were_missed_and_the_next_keeps_to_the_grid,
    a_tick_that_is_dropped_is_lossless,
    an_interval_past_the_end_of_the_clock_never_ticks,
    sleeps_of_every_length_wake_in_order_however_the_clock_is_turned,
    a_wake_that_replaces_the_waker_and_turns_the_clock_is_not_lost,
    a_hundred_thousand_sleeps_at_once_end_each_in_its_time,
    sleeping_allocates_nothing,
    sleeps_wake_in_the_order_of_their_deadlines,
    sleeps_with_one_deadline_wake_in_the_order_of_their_first_polls,
    a_turn_past_several_deadlines_shows_each_on_its_way,
    a_sleep_may_be_polled_late,
    a_sleep_keeps_to_the_clock_of_its_first_poll,
    a_sleep_that_is_dropped_leaves_the_queue,
    a_sleep_that_has_ended_leaves_the_queue,
    a_sleep_that_was_never_polled_has_no_place_in_the_queue,
    the_latest_waker_is_woken_and_no_other,
    a_waker_that_is_known_is_not_cloned_again,
    a_wake_that_panics_leaves_the_others_in_the_queue,
    a_wake_may_begin_another_sleep,
    a_wake_may_drop_another_sleep,
    polled_where_no_clock_is_turned_it_panics_and_says_what_it_needs,
    polled_again_where_no_clock_is_turned_any_more_it_panics_and_says_so,
    polled_after_completion_it_panics_however_often,
    misuse_is_blamed_on_the_line_that_polls,
    a_thousand_sleeps_dropped_in_any_order_leave_nothing_behind,
    a_clock_may_be_turned_from_within_a_block_on,
    a_real_sleep_is_never_early,
    a_real_sleep_goes_on_in_the_next_block_on,
);

/// A sleep that has been polled once, under `clock`, with `actor`'s waker.
fn begun<S: Runtime>(
    clock: &ManualClock,
    actor: &Actor,
    duration: Duration,
) -> Pin<Box<impl Future<Output = ()> + 'static + use<S>>> {
    let mut sleep = Box::pin(S::sleep(duration));
    assert!(clock.enter(|| actor.poll(sleep.as_mut())).is_pending());
    sleep
}

fn a_sleep_ends_at_its_deadline_and_not_before<S: Runtime>() {
    let clock = ManualClock::new();
    let mut probe = Probe::new(S::sleep(SECOND));
    assert!(clock.enter(|| probe.poll()).is_pending());
    clock.advance(SECOND - Duration::from_nanos(1));
    assert_eq!((probe.wakes(), probe.poll()), (0, Poll::Pending));
    clock.advance(Duration::from_nanos(1));
    assert_eq!((probe.wakes(), probe.poll()), (1, Poll::Ready(())));
}

fn a_sleep_counts_from_its_first_poll<S: Runtime>() {
    let clock = ManualClock::new();
    let mut probe = clock.enter(|| Probe::new(S::sleep(SECOND)));
    clock.advance(10 * SECOND);
    assert!(clock.enter(|| probe.poll()).is_pending());
    assert_eq!(clock.next_deadline(), Some(clock.now() + SECOND));
    clock.advance(SECOND);
    assert!(probe.poll().is_ready());
}

fn a_sleep_of_no_time_is_ready_at_once<S: Runtime>() {
    let clock = ManualClock::new();
    let mut probe = Probe::new(S::sleep(Duration::ZERO));
    assert!(clock.enter(|| probe.poll()).is_ready());
    assert_eq!(probe.clones(), 0);
}

fn a_sleep_past_the_end_of_the_clock_never_ends<S: Runtime>() {
    let clock = ManualClock::new();
    let mut probe = Probe::new(S::sleep(Duration::MAX));
    for _ in 0..3 {
        assert!(clock.enter(|| probe.poll()).is_pending());
        clock.advance(1_000_000 * SECOND);
    }
    assert_eq!((probe.wakes(), clock.next_deadline()), (0, None));
}

fn a_sleep_to_the_end_of_the_clock_waits_for_it<S: Runtime>() {
    let clock = ManualClock::new();
    let end = Duration::from_nanos(u64::MAX);
    let mut probe = Probe::new(S::sleep(end));
    assert!(clock.enter(|| probe.poll()).is_pending());
    assert_eq!(clock.advance_to_next(), Some(end));
    assert!(probe.poll().is_ready());
    // There is no later time: a sleep of any is past it.
    let mut probe = Probe::new(S::sleep(Duration::from_nanos(1)));
    assert!(clock.enter(|| probe.poll()).is_pending());
    assert_eq!(clock.next_deadline(), None);
}

fn a_sleep_until_a_time_ends_when_the_clock_shows_it<S: Runtime>() {
    let clock = ManualClock::new();
    let mut probe = Probe::new(S::sleep_until(clock.now() + 3 * SECOND));
    clock.advance(SECOND);
    assert!(clock.enter(|| probe.poll()).is_pending());
    assert_eq!(clock.advance_to_next(), Some(2 * SECOND));
    assert_eq!((probe.wakes(), probe.poll()), (1, Poll::Ready(())));
}

fn a_sleep_until_a_time_that_has_passed_is_ready_at_once<S: Runtime>() {
    let clock = ManualClock::new();
    let start = clock.now();
    clock.advance(SECOND);
    for deadline in [start - SECOND, start, start + SECOND] {
        let mut probe = Probe::new(S::sleep_until(deadline));
        assert!(clock.enter(|| probe.poll()).is_ready());
    }
}

fn a_sleep_until_past_the_end_of_the_clock_never_ends<S: Runtime>() {
    let clock = ManualClock::new();
    let end = clock.now() + Duration::from_nanos(u64::MAX);
    let mut probe = Probe::new(S::sleep_until(end + Duration::from_nanos(1)));
    assert!(clock.enter(|| probe.poll()).is_pending());
    clock.advance(Duration::from_nanos(u64::MAX));
    assert_eq!((probe.wakes(), probe.poll()), (0, Poll::Pending));
}

/// Polls a tick by hand; a clone of the interval's clock turns it.
fn tick<S: Runtime>(clock: &ManualClock, interval: Pin<&mut Interval>) -> Poll<u64> {
    clock.enter(|| Probe::new(S::tick(interval)).poll())
}

fn an_interval_ticks_a_period_after_its_first_poll_and_after_each_tick<S: Runtime>() {
    let clock = ManualClock::new();
    let mut beat = pin!(interval(SECOND));
    clock.advance(10 * SECOND);
    for _ in 0..3 {
        assert_eq!(tick::<S>(&clock, beat.as_mut()), Poll::Pending);
        assert_eq!(clock.advance_to_next(), Some(SECOND));
        assert_eq!(tick::<S>(&clock, beat.as_mut()), Poll::Ready(1));
    }
}

fn a_late_tick_counts_those_that_were_missed_and_the_next_keeps_to_the_grid<S: Runtime>() {
    let clock = ManualClock::new();
    let mut beat = pin!(interval(2 * SECOND));
    assert_eq!(tick::<S>(&clock, beat.as_mut()), Poll::Pending);
    clock.advance(7 * SECOND); // past 2, 4 and 6
    assert_eq!(tick::<S>(&clock, beat.as_mut()), Poll::Ready(3));
    assert_eq!(tick::<S>(&clock, beat.as_mut()), Poll::Pending);
    assert_eq!(clock.advance_to_next(), Some(SECOND));
    assert_eq!(tick::<S>(&clock, beat.as_mut()), Poll::Ready(1));
}

fn a_tick_that_is_dropped_is_lossless<S: Runtime>() {
    let clock = ManualClock::new();
    let mut beat = pin!(interval(SECOND));
    for _ in 0..3 {
        assert_eq!(tick::<S>(&clock, beat.as_mut()), Poll::Pending);
    }
    clock.advance(SECOND);
    drop(S::tick(beat.as_mut()));
    assert_eq!(tick::<S>(&clock, beat.as_mut()), Poll::Ready(1));
}

fn an_interval_past_the_end_of_the_clock_never_ticks<S: Runtime>() {
    let clock = ManualClock::new();
    let mut never = pin!(interval(Duration::MAX));
    let mut once = pin!(interval(Duration::from_nanos(u64::MAX)));
    assert_eq!(tick::<S>(&clock, never.as_mut()), Poll::Pending);
    assert_eq!(tick::<S>(&clock, once.as_mut()), Poll::Pending);
    clock.advance(Duration::from_nanos(u64::MAX));
    assert_eq!(tick::<S>(&clock, never.as_mut()), Poll::Pending);
    assert_eq!(tick::<S>(&clock, once.as_mut()), Poll::Ready(1));
    assert_eq!(tick::<S>(&clock, once.as_mut()), Poll::Pending);
}

fn sleeps_wake_in_the_order_of_their_deadlines<S: Runtime>() {
    assert_eq!(order_of_wakes::<S>([3, 1, 2], 3 * SECOND), [1, 2, 0]);
    assert_eq!(order_of_wakes::<S>([3, 1, 2], 2 * SECOND), [1, 2]);
}

fn sleeps_with_one_deadline_wake_in_the_order_of_their_first_polls<S: Runtime>() {
    assert_eq!(order_of_wakes::<S>([2, 1, 2, 1], 9 * SECOND), [1, 3, 0, 2]);
}

/// Begins sleeps of so many seconds, and says which are woken while the clock is turned `by` that.
fn order_of_wakes<S: Runtime>(seconds: impl IntoIterator<Item = u64>, by: Duration) -> Vec<usize> {
    let clock = ManualClock::new();
    let woken = Rc::new(RefCell::new(Vec::new()));
    let begin = |(index, seconds)| {
        let (actor, woken) = (Actor::new(), woken.clone());
        actor.act_on(Deed::Wake, move || woken.borrow_mut().push(index));
        begun::<S>(&clock, &actor, Duration::from_secs(seconds))
    };
    let sleeps: Vec<_> = seconds.into_iter().enumerate().map(begin).collect();
    clock.advance(by);
    drop(sleeps);
    assert_eq!(clock.next_deadline(), None);
    woken.take()
}

fn a_turn_past_several_deadlines_shows_each_on_its_way<S: Runtime>() {
    let clock = ManualClock::new();
    let start = clock.now();
    let shown = Rc::new(RefCell::new(Vec::new()));
    let sleeps = [1, 2, 2, 5].map(|seconds| {
        let (actor, clock, shown) = (Actor::new(), clock.clone(), shown.clone());
        let sleep = begun::<S>(&clock, &actor, seconds * SECOND);
        actor.act_on(Deed::Wake, move || {
            shown.borrow_mut().push(clock.now() - start)
        });
        sleep
    });
    clock.advance(4 * SECOND);
    assert_eq!(*shown.borrow(), [SECOND, 2 * SECOND, 2 * SECOND]);
    assert_eq!(clock.now() - start, 4 * SECOND);
    assert_eq!(clock.next_deadline(), Some(start + 5 * SECOND));
    assert_eq!(sleeps.len(), 4);
}

fn a_sleep_may_be_polled_late<S: Runtime>() {
    let clock = ManualClock::new();
    let mut probe = Probe::new(S::sleep(SECOND));
    assert!(clock.enter(|| probe.poll()).is_pending());
    clock.advance(9 * SECOND);
    clock.advance(9 * SECOND);
    assert_eq!((probe.wakes(), probe.poll()), (1, Poll::Ready(())));
}

fn a_sleep_keeps_to_the_clock_of_its_first_poll<S: Runtime>() {
    let (own, other) = (ManualClock::new(), ManualClock::new());
    let mut probe = Probe::new(S::sleep(SECOND));
    assert!(own.enter(|| probe.poll()).is_pending());
    other.advance(9 * SECOND);
    assert!(other.enter(|| probe.poll()).is_pending());
    assert_eq!(other.next_deadline(), None);
    own.advance(SECOND);
    assert!(other.enter(|| probe.poll()).is_ready());
}

fn a_sleep_that_is_dropped_leaves_the_queue<S: Runtime>() {
    let (clock, actor) = (ManualClock::new(), Actor::new());
    let sleep = begun::<S>(&clock, &actor, SECOND);
    assert_eq!(clock.next_deadline(), Some(clock.now() + SECOND));
    drop(sleep);
    assert_eq!((clock.next_deadline(), actor.kept()), (None, 0));
    clock.advance(SECOND);
    assert_eq!(actor.times(Deed::Wake), 0);
}

fn a_sleep_that_has_ended_leaves_the_queue<S: Runtime>() {
    let (clock, actor) = (ManualClock::new(), Actor::new());
    let mut sleep = begun::<S>(&clock, &actor, SECOND);
    clock.advance(SECOND);
    assert_eq!((clock.next_deadline(), actor.kept()), (None, 0));
    assert!(actor.poll(sleep.as_mut()).is_ready());
    assert_eq!((clock.next_deadline(), actor.times(Deed::Wake)), (None, 1));
}

fn a_sleep_that_was_never_polled_has_no_place_in_the_queue<S: Runtime>() {
    let clock = ManualClock::new();
    let sleep = clock.enter(|| S::sleep(SECOND));
    assert_eq!(clock.next_deadline(), None);
    drop(sleep);
}

fn the_latest_waker_is_woken_and_no_other<S: Runtime>() {
    let clock = ManualClock::new();
    let (first, last) = (Actor::new(), Actor::new());
    let mut sleep = begun::<S>(&clock, &first, SECOND);
    assert!(last.poll(sleep.as_mut()).is_pending());
    assert_eq!((first.kept(), last.kept()), (0, 1));
    clock.advance(SECOND);
    assert_eq!((first.times(Deed::Wake), last.times(Deed::Wake)), (0, 1));
}

fn a_waker_that_is_known_is_not_cloned_again<S: Runtime>() {
    let (clock, actor) = (ManualClock::new(), Actor::new());
    let mut sleep = begun::<S>(&clock, &actor, SECOND);
    for _ in 0..3 {
        assert!(actor.poll(sleep.as_mut()).is_pending());
    }
    assert_eq!(actor.times(Deed::Clone), 1);
}

fn a_wake_that_panics_leaves_the_others_in_the_queue<S: Runtime>() {
    let clock = ManualClock::new();
    let (panicking, other) = (Actor::new(), Actor::new());
    let _first = begun::<S>(&clock, &panicking, SECOND);
    let mut second = begun::<S>(&clock, &other, SECOND);
    panicking.act_on(Deed::Wake, || panic!("no wake"));
    let panic = panic_of(|| clock.advance(2 * SECOND));
    assert_eq!(panic.message, "no wake");
    clock.advance(SECOND);
    assert_eq!(other.times(Deed::Wake), 1);
    assert!(other.poll(second.as_mut()).is_ready());
}

fn a_wake_may_begin_another_sleep<S: Runtime>() {
    let clock = ManualClock::new();
    let (first, second) = (Actor::new(), Rc::new(Actor::new()));
    let _sleep = begun::<S>(&clock, &first, SECOND);
    let begun_meanwhile = Rc::new(RefCell::new(None));
    first.act_on(Deed::Wake, {
        let (clock, second, kept) = (clock.clone(), second.clone(), begun_meanwhile.clone());
        move || {
            kept.replace(Some(begun::<S>(&clock, &second, SECOND)))
                .map_or((), drop)
        }
    });
    // Its deadline is still before the end of the turn.
    clock.advance(2 * SECOND);
    assert_eq!(second.times(Deed::Wake), 1);
    drop(begun_meanwhile.take());
    assert_eq!(second.kept(), 0);
}

fn a_wake_may_drop_another_sleep<S: Runtime>() {
    let clock = ManualClock::new();
    let (first, second) = (Actor::new(), Actor::new());
    let _sleep = begun::<S>(&clock, &first, SECOND);
    let doomed = begun::<S>(&clock, &second, SECOND);
    first.act_on(Deed::Wake, move || drop(doomed));
    clock.advance(SECOND);
    assert_eq!((second.times(Deed::Wake), second.kept()), (0, 0));
}

fn sleeps_of_every_length_wake_in_order_however_the_clock_is_turned<S: Runtime>() {
    // Deadlines that differ in each digit of the wheel, in no order, some of them equal.
    let mut numbers = Numbers(1);
    let lengths: Vec<_> = (0..500)
        .map(|_| numbers.next() >> (numbers.next() % 50 + 10))
        .collect();
    let clock = ManualClock::new();
    let woken = Rc::new(RefCell::new(Vec::new()));
    let start = clock.now();
    let mut sleeps = Vec::new();
    for (index, &length) in lengths.iter().enumerate() {
        let (actor, woken) = (Actor::new(), woken.clone());
        let due = (clock.now() - start).as_nanos() + u128::from(length) + 1;
        actor.act_on(Deed::Wake, move || woken.borrow_mut().push((due, index)));
        sleeps.push(begun::<S>(&clock, &actor, Duration::from_nanos(length + 1)));
        if index % 7 == 0 {
            clock.advance(Duration::from_nanos(
                numbers.next() >> (numbers.next() % 40 + 20),
            ));
        }
        if index % 11 == 0 {
            // Woken or not, it leaves.
            drop(sleeps.swap_remove(numbers.next() as usize % sleeps.len()));
        }
    }
    while clock.advance_to_next().is_some() {}
    drop(sleeps);
    let woken = woken.take();
    assert!(woken.len() > 400, "{} were woken", woken.len());
    assert!(woken.is_sorted(), "{woken:?}");
}

/// Numbers of which nobody can say why they are those.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        self.0 ^ self.0 >> 33
    }
}

fn a_wake_that_replaces_the_waker_and_turns_the_clock_is_not_lost<S: Runtime>() {
    for deed in [Deed::Clone, Deed::Drop] {
        let clock = ManualClock::new();
        let (first, second) = (Actor::new(), Actor::new());
        let mut sleep = begun::<S>(&clock, &first, SECOND);
        let turning = clock.clone();
        let turn = move || turning.advance(SECOND);
        match deed {
            Deed::Clone => second.act_on(Deed::Clone, turn),
            _ => first.act_on(Deed::Drop, turn),
        }
        let woken = |actor: &Actor| actor.times(Deed::Wake) > 0;
        let polled = second.poll(sleep.as_mut());
        assert!(polled.is_ready() || woken(&second), "its end is told");
        drop(sleep);
        assert_eq!(
            (first.kept(), second.kept(), clock.next_deadline()),
            (0, 0, None)
        );
    }
}

fn a_hundred_thousand_sleeps_at_once_end_each_in_its_time<S: Runtime>() {
    let clock = ManualClock::new();
    let mut probes: Vec<_> = (0..100_000u64)
        .map(|n| {
            let mut probe = Probe::new(S::sleep(Duration::from_micros(n * 7_919 % 100_003)));
            let polled = clock.enter(|| probe.poll());
            (n * 7_919 % 100_003, polled, probe)
        })
        .collect();
    clock.advance(Duration::from_micros(50_000));
    for (due, polled, probe) in &mut probes {
        let polled = if polled.is_pending() {
            probe.poll()
        } else {
            *polled
        };
        assert_eq!(polled.is_ready(), *due <= 50_000);
    }
    drop(probes);
    assert_eq!(clock.next_deadline(), None);
}

fn sleeping_allocates_nothing<S: Runtime>() {
    let (clock, actor) = (ManualClock::new(), Actor::new());
    let mut sleeps = [(); 8].map(|()| Box::pin(S::sleep(SECOND)));
    let count = allocations(|| {
        for sleep in &mut sleeps {
            assert!(clock.enter(|| actor.poll(sleep.as_mut())).is_pending());
        }
        clock.advance(SECOND);
        for sleep in &mut sleeps {
            assert!(actor.poll(sleep.as_mut()).is_ready());
        }
    });
    assert_eq!(count, 0);
}

fn polled_where_no_clock_is_turned_it_panics_and_says_what_it_needs<S: Runtime>() {
    let panic = panic_of(|| Probe::new(S::sleep(SECOND)).poll());
    assert_eq!(
        panic.message,
        "`Sleep` polled where no clock is turned: it needs `longhand::block_on`, \
         `LocalExecutor::run` or `ManualClock::enter` on this thread"
    );
}

fn polled_again_where_no_clock_is_turned_any_more_it_panics_and_says_so<S: Runtime>() {
    let mut sleep = Box::pin(S::sleep(SECOND));
    S::block_on(poll_fn(|cx| {
        assert!(sleep.as_mut().poll(cx).is_pending());
        Poll::Ready(())
    }));
    let panic = panic_of(|| Actor::new().poll(sleep.as_mut()));
    assert!(panic.message.contains("no clock is turned"), "{panic:?}");
}

fn polled_after_completion_it_panics_however_often<S: Runtime>() {
    let clock = ManualClock::new();
    let mut probe = Probe::new(S::sleep(Duration::ZERO));
    assert!(clock.enter(|| probe.poll()).is_ready());
    for _ in 0..3 {
        let panic = panic_of(|| clock.enter(|| probe.poll()));
        assert_eq!(panic.message, S::after_completion("Sleep"));
    }
}

fn misuse_is_blamed_on_the_line_that_polls<S: Runtime>() {
    let mut probe = Probe::new(S::sleep(Duration::ZERO));
    let blames = |here, panic: Panic| {
        let blamed = (panic.file.as_str(), panic.line) == (file!(), here);
        assert_eq!(blamed, S::BLAMES_THE_CALLER, "{panic:?}");
    };
    let (here, panic) = (line!(), panic_of(|| probe.poll()));
    blames(here, panic);
    let mut probe = Probe::new(S::sleep(Duration::ZERO));
    assert!(ManualClock::new().enter(|| probe.poll()).is_ready());
    let (here, panic) = (line!(), panic_of(|| probe.poll()));
    blames(here, panic);
}

fn a_thousand_sleeps_dropped_in_any_order_leave_nothing_behind<S: Runtime>() {
    let (clock, actor) = (ManualClock::new(), Actor::new());
    // Every number below 1,009 once, in no order to speak of.
    let shuffled = |n: u32| n * 263 % 1_009;
    let begin = |n| (n, begun::<S>(&clock, &actor, (n + 1) * SECOND));
    let mut sleeps: Vec<_> = (0..1_009).map(shuffled).map(begin).collect();
    assert_eq!(actor.kept(), 1_009);
    sleeps.retain(|(n, _)| n % 3 == 0);
    assert_eq!(actor.kept(), 337);
    clock.advance(500 * SECOND);
    assert_eq!((actor.kept(), actor.times(Deed::Wake)), (170, 167));
    drop(sleeps);
    assert_eq!((actor.kept(), clock.next_deadline()), (0, None));
}

fn a_clock_may_be_turned_from_within_a_block_on<S: Runtime>() {
    let clock = ManualClock::new();
    let turning = async {
        S::yield_now().await;
        clock.advance_to_next()
    };
    let both = S::join((S::sleep(3_600 * SECOND), turning));
    let ((), turned) = clock.enter(|| S::block_on(both));
    assert_eq!(turned, Some(3_600 * SECOND));
}

fn a_real_sleep_is_never_early<S: Runtime>() {
    let (begin, duration) = (Instant::now(), Duration::from_millis(1));
    S::block_on(S::sleep(duration));
    assert!(begin.elapsed() >= duration);
}

fn a_real_sleep_goes_on_in_the_next_block_on<S: Runtime>() {
    let (begin, duration) = (Instant::now(), Duration::from_millis(1));
    let mut sleep = pin!(S::sleep(duration));
    let polled = S::block_on(poll_fn(|cx| Poll::Ready(sleep.as_mut().poll(cx))));
    if polled.is_pending() {
        S::block_on(sleep);
    }
    assert!(begin.elapsed() >= duration);
}

#[test]
fn an_interval_of_no_time_panics() {
    let (here, panic) = (line!(), panic_of(|| interval(Duration::ZERO)));
    assert_eq!(panic.message, "`interval` of no time");
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
}

#[test]
fn a_tick_polled_after_completion_panics_however_often() {
    let clock = ManualClock::new();
    let mut beat = pin!(interval(SECOND));
    let mut probe = Probe::new(beat.as_mut().tick());
    assert!(clock.enter(|| probe.poll()).is_pending());
    clock.advance(SECOND);
    assert_eq!(probe.poll(), Poll::Ready(1));
    for _ in 0..3 {
        let panic = panic_of(|| probe.poll());
        assert_eq!(panic.message, "`Tick` polled after completion");
    }
}

#[test]
fn an_interval_is_a_stream_of_its_ticks() {
    let clock = ManualClock::new();
    let mut beat = pin!(interval(SECOND));
    let mut next = || clock.enter(|| Probe::new(poll_fn(|cx| beat.as_mut().poll_next(cx))).poll());
    assert_eq!(next(), Poll::Pending);
    clock.advance(2 * SECOND);
    assert_eq!(next(), Poll::Ready(Some(2)));
    assert_eq!(beat.size_hint(), (usize::MAX, None));
}

#[test]
fn an_interval_shows_its_name_and_its_state() {
    let clock = ManualClock::new();
    let shows = |interval: Pin<&mut Interval>, state| {
        let expected = format!("Interval {{ period: 1s, state: {state} }}");
        assert_eq!(format!("{interval:?}"), expected);
    };
    let mut beat = pin!(interval(SECOND));
    shows(beat.as_mut(), "Unpolled");
    assert!(tick::<ByHand>(&clock, beat.as_mut()).is_pending());
    shows(beat.as_mut(), "Waiting");
}

#[test]
fn a_clone_that_panics_leaves_the_earlier_waker_in_its_place() {
    let clock = ManualClock::new();
    let (kept, panicking) = (Actor::new(), Actor::new());
    let mut sleep = begun::<ByHand>(&clock, &kept, SECOND);
    panicking.act_on(Deed::Clone, || panic!("no clone"));
    let panic = panic_of(|| panicking.poll(sleep.as_mut()));
    assert_eq!(panic.message, "no clone");
    clock.advance(SECOND);
    assert_eq!(kept.times(Deed::Wake), 1);
    assert!(kept.poll(sleep.as_mut()).is_ready());
}

#[test]
fn a_sleep_that_found_no_clock_begins_when_there_is_one() {
    let clock = ManualClock::new();
    let mut probe = Probe::new(sleep(SECOND));
    panic_of(|| probe.poll());
    assert!(clock.enter(|| probe.poll()).is_pending());
    clock.advance(SECOND);
    assert!(probe.poll().is_ready());
}

#[test]
fn clocks_nest_and_the_outer_one_is_back_afterwards_even_after_a_panic() {
    let (outer, inner) = (ManualClock::new(), ManualClock::new());
    let begin = || {
        let mut probe = Probe::new(sleep(SECOND));
        assert!(probe.poll().is_pending());
        probe
    };
    outer.enter(|| {
        let first = inner.enter(begin);
        assert_eq!(
            (outer.next_deadline(), inner.next_deadline().is_some()),
            (None, true)
        );
        drop(first);
        let panic = panic_of(|| inner.enter(|| panic!("out of here")));
        assert_eq!(panic.message, "out of here");
        let second = begin();
        assert_eq!(
            (outer.next_deadline().is_some(), inner.next_deadline()),
            (true, None)
        );
        drop(second);
    });
    let panic = panic_of(begin);
    assert!(panic.message.contains("no clock is turned"), "{panic:?}");
}

#[test]
fn clones_of_a_clock_are_one_clock() {
    let clock = ManualClock::default();
    let clone = clock.clone();
    let mut probe = Probe::new(sleep(SECOND));
    assert!(clone.enter(|| probe.poll()).is_pending());
    clock.advance(SECOND);
    assert_eq!(clone.now(), clock.now());
    assert_eq!(probe.wakes(), 1);
}

#[test]
fn a_clock_turned_to_the_next_deadline_says_by_how_much() {
    let (clock, actor) = (ManualClock::new(), Actor::new());
    assert_eq!(clock.advance_to_next(), None);
    let sleeps = [3, 1, 3].map(|seconds| begun::<ByHand>(&clock, &actor, seconds * SECOND));
    assert_eq!(clock.advance_to_next(), Some(SECOND));
    assert_eq!(clock.advance_to_next(), Some(2 * SECOND));
    assert_eq!(actor.times(Deed::Wake), 3);
    assert_eq!(clock.advance_to_next(), None);
    drop(sleeps);
}

#[test]
fn a_clock_turned_past_the_end_of_time_panics_and_stands_where_it_stood() {
    let clock = ManualClock::new();
    let start = clock.now();
    let (here, panic) = (line!(), panic_of(|| clock.advance(Duration::MAX)));
    assert_eq!(panic.message, "`ManualClock` advanced past the end of time");
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
    assert_eq!(clock.now(), start);
}

#[test]
fn a_clock_turned_in_a_wake_is_not_turned_back() {
    let (clock, actor) = (ManualClock::new(), Actor::new());
    let start = clock.now();
    let _sleep = begun::<ByHand>(&clock, &actor, SECOND);
    actor.act_on(Deed::Wake, {
        let clock = clock.clone();
        move || clock.advance(9 * SECOND)
    });
    clock.advance(2 * SECOND);
    assert_eq!(clock.now() - start, 10 * SECOND);
}

#[test]
fn it_shows_its_name_and_its_state() {
    let clock = ManualClock::new();
    let shows = |probe: &Probe<Sleep>, state, is_terminated| {
        let expected = format!("Sleep {{ state: {state} }}");
        assert_eq!(format!("{:?}", probe.future()), expected);
        assert_eq!(probe.future().is_terminated(), is_terminated);
    };
    let mut probe = Probe::new(sleep(SECOND));
    shows(&probe, "Unpolled", false);
    assert!(clock.enter(|| probe.poll()).is_pending());
    shows(&probe, "Waiting", false);
    clock.advance(SECOND);
    assert!(probe.poll().is_ready());
    shows(&probe, "Finished", true);
    let mut probe = Probe::new(sleep(Duration::MAX));
    assert!(clock.enter(|| probe.poll()).is_pending());
    shows(&probe, "Never", false);
}

#[test]
fn a_clock_shows_the_time_and_who_is_next() {
    let (clock, actor) = (ManualClock::new(), Actor::new());
    let shows = |next| {
        format!(
            "ManualClock {{ now: {:?}, next_deadline: {next} }}",
            clock.now()
        )
    };
    assert_eq!(format!("{clock:?}"), shows("None".to_owned()));
    let sleep = begun::<ByHand>(&clock, &actor, SECOND);
    let deadline = clock.now() + SECOND;
    assert_eq!(format!("{clock:?}"), shows(format!("Some({deadline:?})")));
    drop(sleep);
}
