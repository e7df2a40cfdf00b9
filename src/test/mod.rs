//! [`cancel_after_every_poll`]: what a future loses when it is dropped too early, found out.
//!
//! A `select!` in a loop, a timeout, a closed connection: each of them drops a future half-way. What
//! that loses is the [grade](Grade) of the future, and whether it is the true one can be tried. The
//! future is made and polled, and dropped; then it is made anew on what it has left, and must come to
//! the same end.
//!
//! ```
//! use longhand::channel::oneshot::oneshot;
//! use longhand::join;
//! use longhand::test::{Grade, cancel_after_every_poll};
//!
//! // Two receivers; and while nobody is woken, the next of two words is sent.
//! let begin = || {
//!     let (name, names) = oneshot();
//!     let (town, towns) = oneshot();
//!     let mut words = [(name, "Ada"), (town, "London")].into_iter();
//!     let step = move || drop(words.next().map(|(sender, word)| sender.send(word)));
//!     ((names, towns), step)
//! };
//!
//! // A receiver that is lent can be dropped, and awaited again.
//! cancel_after_every_poll(begin, async |(name, _)| name.await).assert(Grade::Lossless);
//!
//! // A join keeps the name while it waits for the town, and takes it with it.
//! cancel_after_every_poll(begin, async |(name, town)| join((name, town)).await)
//!     .assert(Grade::LosesData);
//! ```
//!
//! # How it is tried
//!
//! - `begin` makes what the future works on, and the rest of the world: a closure that is called
//!   whenever the future waits and nobody has woken it, one step at a time. A future that wakes
//!   itself is polled again before the world goes on.
//! - First the future is left alone, to see how it ends, after how many polls and steps. Then, with a
//!   fresh beginning each time, it is dropped before its first poll, after its first, when it was
//!   woken thereupon, after its second, and so on, up to its last.
//! - All goes on in the calling thread, without a runtime, in the same way each time. No time passes:
//!   let the world turn a [`ManualClock`](crate::time::ManualClock).
//! - It ends. A thousand steps without a wake bring none, and ten thousand polls are too many.
//!
//! | the future that is made anew       | so it is                |
//! |------------------------------------|-------------------------|
//! | answers the same, as soon          | [`Grade::Lossless`]     |
//! | answers the same, later            | [`Grade::LosesPlace`]   |
//! | answers something else, or never   | [`Grade::LosesData`]    |
//!
//! What is to be equal is the answer, so let that tell all that matters:
//! `async |channel| { channel.send(7).await; channel.drain() }`. There is no poll between the two.

mod life;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::panic::AssertUnwindSafe;
use core::pin::pin;
use std::panic;

use life::{End, Life, Moment, STALLED, Spent};

/// What a future loses that is dropped while it is pending: see [the definition](crate#cancel-safety).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grade {
    /// Nothing: made anew, it goes on as if it had not been dropped.
    Lossless,
    /// What it has waited: its place in a queue, or the time that has passed.
    LosesPlace,
    /// Something that was received, or is half-done.
    LosesData,
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Grade::Lossless => "lossless",
            Grade::LosesPlace => "loses place",
            Grade::LosesData => "loses data",
        })
    }
}

/// Makes a future again and again, and drops it after every poll. See the [module](self) for how.
///
/// `begin` makes what the future works on, and the world around it: a closure that does the next thing
/// that happens, or `|| ()` if nothing does. `future` makes the future.
///
/// Nothing happens before the result is asked.
///
/// ```
/// use core::time::Duration;
/// use longhand::test::{Grade, cancel_after_every_poll};
/// use longhand::time::{ManualClock, sleep};
///
/// let clock = ManualClock::new();
/// clock.enter(|| {
///     let begin = || ((), || drop(clock.advance_to_next()));
///     let mut slept = cancel_after_every_poll(begin, async |()| sleep(Duration::from_secs(60)).await);
///     // Nothing is lost but the minute.
///     assert_eq!(slept.grade(), Grade::LosesPlace);
/// });
/// ```
pub fn cancel_after_every_poll<B, S, W, F, T>(begin: B, future: F) -> Cancellations<B, F>
where
    B: FnMut() -> (S, W),
    W: FnMut(),
    F: AsyncFnMut(&mut S) -> T,
{
    Cancellations { begin, future }
}

/// What [`cancel_after_every_poll`] tries.
#[must_use = "nothing is tried before it is asked what was lost"]
pub struct Cancellations<B, F> {
    begin: B,
    future: F,
}

impl<B, S, W, F, T> Cancellations<B, F>
where
    B: FnMut() -> (S, W),
    W: FnMut(),
    F: AsyncFnMut(&mut S) -> T,
{
    /// Has `check` look at what is left, after each cancel.
    ///
    /// ```
    /// use longhand::channel::oneshot::{TryRecvError, oneshot};
    /// use longhand::test::cancel_after_every_poll;
    ///
    /// let begin = || {
    ///     let (sender, receiver) = oneshot();
    ///     let mut sender = Some(sender);
    ///     (receiver, move || drop(sender.take().map(|sender| sender.send(7))))
    /// };
    /// cancel_after_every_poll(begin, async |receiver| receiver.await)
    ///     .check(|receiver| assert_ne!(receiver.try_recv(), Err(TryRecvError::Closed)));
    /// ```
    ///
    /// # Panics
    ///
    /// If `check` or the future does, and says when it was cancelled: "cancelled after 1 poll: …".
    /// Also if the future never ends, though nobody cancels it, or ends otherwise each time.
    #[track_caller]
    pub fn check(&mut self, mut check: impl FnMut(&mut S)) {
        for moment in self.alone().moments {
            telling(moment, || check(&mut self.cancelled(moment).0));
        }
    }

    /// The grade, as far as this beginning can show it: the worst of all its cancels.
    ///
    /// # Panics
    ///
    /// If the future does, and says when it was cancelled. Also if it never ends, though nobody
    /// cancels it, or ends otherwise each time.
    #[track_caller]
    #[must_use]
    pub fn grade(&mut self) -> Grade
    where
        T: PartialEq + fmt::Debug,
    {
        self.worst().grade
    }

    /// Asserts that this is the [grade](Cancellations::grade).
    ///
    /// ```should_panic
    /// use longhand::test::{Grade, cancel_after_every_poll};
    ///
    /// let begin = || (Some(7), || ());
    /// let taken = async |slot: &mut Option<u8>| {
    ///     let value = slot.take();
    ///     longhand::yield_now().await;
    ///     value
    /// };
    /// // "graded as `lossless`, it is `loses data`: cancelled after 1 poll and a wake, it answers
    /// // None, and not Some(7)"
    /// cancel_after_every_poll(begin, taken).assert(Grade::Lossless);
    /// ```
    ///
    /// # Panics
    ///
    /// If it is another, and says what was lost when. Else as [`grade`](Cancellations::grade).
    #[track_caller]
    pub fn assert(&mut self, said: Grade)
    where
        T: PartialEq + fmt::Debug,
    {
        let Loss { grade, how } = self.worst();
        assert!(grade == said, "graded as `{said}`, it is `{grade}`{how}");
    }

    /// The first of the worst losses.
    #[track_caller]
    fn worst(&mut self) -> Loss
    where
        T: PartialEq + fmt::Debug,
    {
        let alone = self.alone();
        let mut worst = Loss::none();
        for &moment in &alone.moments {
            let loss = telling(moment, || self.resumed(moment, &alone));
            if loss.grade > worst.grade {
                worst = loss;
            }
        }
        worst
    }

    /// How it goes if nobody cancels it.
    #[track_caller]
    fn alone(&mut self) -> Alone<T> {
        let (mut state, world) = (self.begin)();
        let mut life = Life::new(world);
        let mut moments = Vec::new();
        let end = life.live(pin!((self.future)(&mut state)), |moment| {
            moments.push(moment);
            false
        });
        let End::Ready(answer) = end else {
            panic!("nobody has cancelled the future, and it {STALLED}");
        };
        let spent = life.spent();
        Alone {
            answer,
            moments,
            spent,
        }
    }

    /// What is left when it is cancelled at this moment.
    #[track_caller]
    fn cancelled(&mut self, moment: Moment) -> (S, Life<W>) {
        let (mut state, world) = (self.begin)();
        let mut life = Life::new(world);
        let end = life.live(pin!((self.future)(&mut state)), |now| now == moment);
        assert!(
            matches!(end, End::Cancelled),
            "it does not go the same way each time: it has ended before"
        );
        (state, life)
    }

    /// What is lost by a cancel at this moment, if it is made anew.
    #[track_caller]
    fn resumed(&mut self, moment: Moment, alone: &Alone<T>) -> Loss
    where
        T: PartialEq + fmt::Debug,
    {
        let (mut state, mut life) = self.cancelled(moment);
        let end = life.live(pin!((self.future)(&mut state)), |_| false);
        let (grade, how) = match end {
            End::Ready(answer) if answer != alone.answer => {
                let how = format!("it answers {answer:?}, and not {:?}", alone.answer);
                (Grade::LosesData, how)
            }
            End::Ready(_) if life.spent_since(moment) > alone.spent => {
                let (late, soon) = (life.spent_since(moment), alone.spent);
                (
                    Grade::LosesPlace,
                    format!("it takes {late}, and not {soon}"),
                )
            }
            End::Ready(_) => return Loss::none(),
            End::Cancelled | End::Stalled => (Grade::LosesData, format!("it {STALLED}")),
        };
        let how = format!(": {moment}, {how}");
        Loss { grade, how }
    }
}

impl<B, F> fmt::Debug for Cancellations<B, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cancellations").finish_non_exhaustive()
    }
}

/// A future that was not cancelled: its answer, when it could have been, and what it took.
struct Alone<T> {
    answer: T,
    moments: Vec<Moment>,
    spent: Spent,
}

/// What a cancel loses, and how that was seen.
struct Loss {
    grade: Grade,
    how: String,
}

impl Loss {
    fn none() -> Self {
        Loss {
            grade: Grade::Lossless,
            how: String::new(),
        }
    }
}

/// Runs `act`. If that panics, the panic says when it was.
#[track_caller]
fn telling<T>(moment: Moment, act: impl FnOnce() -> T) -> T {
    let panic = match panic::catch_unwind(AssertUnwindSafe(act)) {
        Ok(done) => return done,
        Err(panic) => panic,
    };
    let of_text = panic.downcast_ref::<String>().map(String::as_str);
    match of_text.or(panic.downcast_ref::<&str>().copied()) {
        Some(words) => panic!("{moment}: {words}"),
        None => panic::resume_unwind(panic),
    }
}
