//! The programs of the chapter "poll", with a word that comes in at each moment.

use std::rc::Rc;

use longhand_book::polls::World;
use longhand_book::polls::programs::{Outcome, ask_first, busy, line_or_query, query_or_alarm};
use longhand_book::polls::settled::word_answer_or_alarm;
use longhand_book::polls::things::{Alarm, Line, Query};

const LATE: u64 = 1_000;

fn world(word_at: u64) -> (Rc<World>, Rc<Line>, Rc<Query>, Alarm) {
    let world = Rc::new(World::default());
    let line = Line::new(&world, word_at, "stop");
    let query = Query::new(&world, LATE, 42);
    let alarm = Alarm::new(&world, 2 * LATE);
    (world, line, query, alarm)
}

#[test]
fn a_program_made_of_poll_methods_misses_no_word() {
    for word_at in 1..50 {
        let (world, line, query, alarm) = world(word_at);
        let outcome = word_answer_or_alarm(&world, &line, &query, &alarm);
        assert_eq!(outcome, Outcome::Told("stop"), "at {word_at} µs");
    }
}

#[test]
fn who_asks_first_misses_the_word_that_comes_in_between() {
    let missed: Vec<u64> = (1..50)
        .filter(|&word_at| {
            let world = Rc::new(World::default());
            let line = Line::new(&world, word_at, "stop");
            ask_first(&world, &line).is_none()
        })
        .collect();
    assert_eq!(missed, [2]);
}

#[test]
fn a_busy_program_misses_no_word_either() {
    for word_at in 1..50 {
        let (_, line, query, _) = world(word_at);
        assert_eq!(
            busy(&line, &query),
            Outcome::Told("stop"),
            "at {word_at} µs"
        );
    }
}

#[test]
fn the_first_of_a_pair_ends_the_wait() {
    let (world_, line, query, _) = world(LATE / 2);
    assert_eq!(line_or_query(&world_, &line, &query), Outcome::Told("stop"));
    let (world_, line, query, _) = world(2 * LATE);
    assert_eq!(line_or_query(&world_, &line, &query), Outcome::Answered(42));
    let (world_, _, query, alarm) = world(3 * LATE);
    assert_eq!(
        query_or_alarm(&world_, &query, &alarm),
        Outcome::Answered(42)
    );
    let (world_, _, query, _) = world(3 * LATE);
    let alarm = Alarm::new(&world_, LATE / 2);
    assert_eq!(query_or_alarm(&world_, &query, &alarm), Outcome::TooLate);
}
