//! What the chapter "threads" says of programs of several threads.

use longhand_book::measured::Measured;
use longhand_book::recording::Event;
use longhand_book::threads::orders::{Orders, bare, locked};
use longhand_book::threads::{programs, scenes};

#[test]
fn of_three_pages_one_is_lost() {
    assert!(programs::run_lost().ends_with("the sum: 7 of 11"));
}

#[test]
fn a_lock_and_a_channel_lose_none() {
    for log in [programs::run_locked(), programs::run_sent()] {
        assert!(log.ends_with("the sum: 11 of 11"), "{log}");
    }
}

#[test]
fn without_a_lock_few_orders_are_right() {
    let rows = bare();
    // Two times two steps, then two times four, then two times six.
    let all: Vec<usize> = rows.iter().map(|(_, orders)| orders.all).collect();
    assert_eq!(all, [6, 70, 924]);
    for (times, Orders { right, .. }) in rows {
        // Only those in which no addition is interrupted.
        assert_eq!(right, [2, 6, 20][times - 1]);
    }
}

#[test]
fn with_a_lock_every_order_is_right() {
    for times in [1, 2] {
        let Orders { all, right } = locked(times);
        assert!(all > 1);
        assert_eq!(all, right);
    }
}

#[test]
fn tasks_are_right_where_they_do_not_wait() {
    let log = programs::run_as_tasks();
    assert_eq!(
        log,
        "no `.await` in between:  11\nan `.await` in between: 3"
    );
}

#[test]
fn two_locks_in_two_orders_are_waited_for_for_ever_now_and_then() {
    assert!(programs::run_deadlock().ends_with("all that are left wait for ever\n"));
    let (all, stuck) = programs::deadlocks();
    assert!(0 < stuck && stuck < all, "{stuck} of {all}");
}

#[test]
fn who_wants_a_lock_that_is_held_is_stopped_and_roused() {
    let recording = scenes::locked();
    let rouses = |event: &&Event| {
        matches!(
            event,
            Event::Wake {
                by: Some(0),
                of: Some(1),
                ..
            }
        )
    };
    assert_eq!(recording.events.iter().filter(rouses).count(), 1);
}

#[test]
fn a_switch_of_threads_takes_longer_than_one_of_tasks_and_a_thread_more_memory() {
    let measured = Measured::read(&longhand_book::repository()).unwrap();
    let of = |what, who| measured.of(what, who).unwrap();
    let least = |what, who| of(what, who).least.unwrap();
    let [task, thread] =
        ["longhand", "threads of one core"].map(|who| least("one passes a value on", who));
    assert!(thread > 10.0 * task, "{thread} {task}");
    let [task, thread] = ["longhand", "threads"].map(|who| of("waiting, in memory", who).figure);
    assert!(thread > 10.0 * task, "{thread} {task}");
    let joined = least("two calculations, as futures that are joined", "longhand");
    let parallel = least("two calculations, on two threads", "std");
    assert!(parallel < joined, "two processors calculate faster");
}
