//! The same things with one way of being asked: a method that returns `Poll`, and takes what is to
//! be called. One function then waits for any two of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use super::World;
use super::programs::{self, Outcome};
use super::things::{Alarm, Line, Query, Status};

impl Line {
    /// The next word.
    pub fn poll_read(&self, cx: &mut Context<'_>) -> Poll<&'static str> {
        let waker = cx.waker().clone();
        self.on_word(Box::new(move || waker.wake())); // before it asks, so that nothing is missed
        match self.try_read() {
            Some(word) => Poll::Ready(word),
            None => Poll::Pending,
        }
    }
}

impl Query {
    /// The answer.
    pub fn poll_answer(&self, cx: &mut Context<'_>) -> Poll<u32> {
        self.wake_when_done(cx.waker());
        match self.status() {
            Status::Done(answer) => Poll::Ready(answer),
            Status::Running => Poll::Pending,
        }
    }
}

impl Alarm {
    /// Its end.
    pub fn poll_over(&self, cx: &mut Context<'_>) -> Poll<()> {
        self.wake_when_over(cx.waker());
        match self.is_over() {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }
}

/// Asks the one, and the other if the one is not ready.
pub fn first<T>(
    mut one: impl FnMut(&mut Context<'_>) -> Poll<T>,
    mut other: impl FnMut(&mut Context<'_>) -> Poll<T>,
) -> impl FnMut(&mut Context<'_>) -> Poll<T> {
    move |cx| match one(cx) {
        Poll::Ready(answer) => Poll::Ready(answer),
        Poll::Pending => other(cx),
    }
}

/// Asks, and sleeps until it is worth asking again.
pub fn wait<T>(world: &World, mut ask: impl FnMut(&mut Context<'_>) -> Poll<T>) -> T {
    let bell = Arc::new(Bell::default());
    let waker = Waker::from(bell.clone());
    loop {
        if let Poll::Ready(answer) = ask(&mut Context::from_waker(&waker)) {
            return answer;
        }
        while !bell.has_rung() {
            world.sleep();
        }
    }
}

/// Remembers that it was called.
#[derive(Default)]
struct Bell(AtomicBool);

impl Bell {
    fn has_rung(&self) -> bool {
        self.0.swap(false, Ordering::Relaxed) // one thread, on which nothing else depends
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Waits for a word, an answer, or the alarm.
pub fn word_answer_or_alarm(world: &World, line: &Line, query: &Query, alarm: &Alarm) -> Outcome {
    let answer = |cx: &mut Context<'_>| query.poll_answer(cx).map(Outcome::Answered);
    let too_late = |cx: &mut Context<'_>| alarm.poll_over(cx).map(|()| Outcome::TooLate);
    let word = |cx: &mut Context<'_>| line.poll_read(cx).map(Outcome::Told);
    wait(world, first(first(answer, too_late), word))
}

/// [`word_answer_or_alarm`], and how often it asks.
pub fn run() -> String {
    let (world, line, query) = programs::scene();
    let alarm = Alarm::new(&world, 6_000);
    let outcome = word_answer_or_alarm(&world, &line, &query, &alarm);
    programs::said(&world, outcome)
}
