//! Programs that wait for two things, whose ways of being asked are those of `things.rs`.

use std::cell::Cell;
use std::rc::Rc;

use super::World;
use super::things::{Alarm, Line, Query, Status};

/// What a program has waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A word came in.
    Told(&'static str),
    /// The query was answered.
    Answered(u32),
    /// The time was up.
    TooLate,
}

/// Waits for the query, and then reads the line.
pub fn one_at_a_time(line: &Line, query: &Query) -> (u32, Option<&'static str>) {
    let answer = query.wait();
    let word = line.try_read();
    (answer, word)
}

/// Asks the one and the other in turn.
pub fn busy(line: &Line, query: &Query) -> Outcome {
    loop {
        if let Some(word) = line.try_read() {
            return Outcome::Told(word);
        }
        if let Status::Done(answer) = query.status() {
            return Outcome::Answered(answer);
        }
    }
}

/// Sleeps until the line has called, or the query has set its flag.
pub fn line_or_query(world: &World, line: &Line, query: &Query) -> Outcome {
    let called = Rc::new(Cell::new(false));
    let call = called.clone();
    line.on_word(Box::new(move || call.set(true)));
    let done = Rc::new(Cell::new(false));
    query.flag_when_done(&done);
    loop {
        if called.get()
            && let Some(word) = line.try_read()
        {
            return Outcome::Told(word);
        }
        if done.get()
            && let Status::Done(answer) = query.status()
        {
            return Outcome::Answered(answer);
        }
        world.sleep();
    }
}

/// Sleeps until the query has set its flag, but no longer than to the alarm's end.
pub fn query_or_alarm(world: &World, query: &Query, alarm: &Alarm) -> Outcome {
    let done = Rc::new(Cell::new(false));
    query.flag_when_done(&done);
    loop {
        if done.get()
            && let Status::Done(answer) = query.status()
        {
            return Outcome::Answered(answer);
        }
        if alarm.is_over() {
            return Outcome::TooLate;
        }
        world.sleep_until(alarm.end());
    }
}

/// Asks, and if nothing has come asks to be called.
pub fn ask_first(world: &World, line: &Line) -> Option<&'static str> {
    loop {
        if let Some(word) = line.try_read() {
            return Some(word);
        }
        let called = Rc::new(Cell::new(false));
        let call = called.clone();
        line.on_word(Box::new(move || call.set(true)));
        while !called.get() {
            if !world.sleep() {
                return None;
            }
        }
    }
}

/// The word comes after three milliseconds, the answer after nine.
pub(super) fn scene() -> (Rc<World>, Rc<Line>, Rc<Query>) {
    let world = Rc::new(World::default());
    let line = Line::new(&world, 3_000, "stop");
    let query = Query::new(&world, 9_000, 42);
    (world, line, query)
}

/// [`one_at_a_time`], and what happens meanwhile.
pub fn run_one_at_a_time() -> String {
    let (world, line, query) = scene();
    let (_, word) = one_at_a_time(&line, &query);
    world.say(&format!("the program reads {:?}", word.unwrap_or_default()));
    world.log()
}

/// [`busy`], and how often it asks.
pub fn run_busy() -> String {
    let (world, line, query) = scene();
    let outcome = busy(&line, &query);
    said(&world, outcome)
}

/// [`line_or_query`], and how often it asks.
pub fn run_told() -> String {
    let (world, line, query) = scene();
    let outcome = line_or_query(&world, &line, &query);
    said(&world, outcome)
}

/// [`ask_first`], of a line on which a word comes in between the two calls.
pub fn run_ask_first() -> String {
    let world = Rc::new(World::default());
    let line = Line::new(&world, 2, "stop");
    world.tell_calls();
    let word = ask_first(&world, &line);
    let unread = line.unread();
    format!("{}read:   {word:?}\nunread: {unread:?}", world.log())
}

pub(super) fn said(world: &World, outcome: Outcome) -> String {
    world.say(&format!("the program is done: {outcome:?}"));
    let (questions, sleeps) = world.counts();
    format!(
        "{}questions:   {questions}\nfor nothing: {}\nsleeps:      {sleeps}",
        world.log(),
        questions - 1
    )
}
