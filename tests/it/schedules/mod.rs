//! Every schedule of two and of three children, for both spellings of each combinator.
//!
//! A child ends after none, one or two wakes: it answers, or it panics, or panics in its drop, or
//! leaves an answer that panics in its drop (`cast.rs`). A schedule is any order of these steps: a
//! wake of a child, a poll (also one that nobody asked for), a poll with another waker. After the
//! last the future is dropped where it stands.
//!
//! Each spelling is held to what can be foreseen (`perform.rs`): it is ready in the first poll that
//! has cause to be, and no wake is lost. Then both are compared: who was polled and dropped, in
//! which order, who was woken and what was answered. Where they may differ has a name
//! (`difference.rs`).
//!
//! Three children wait for four wakes in all. `LONGHAND_SCHEDULES=all cargo test --release
//! schedules` lets each wait for two, which takes minutes.

mod cast;
mod difference;
mod perform;

use core::fmt::Debug;
use core::future::{Future, ready};
use std::collections::BTreeMap;

use longhand::{Turn, select, shorthand};

use self::cast::{Cast, Step, casts, every_schedule};
use self::difference::Difference;
use self::perform::{Polls, Trace, perform};
use crate::support::script::{Answer, Script};
use crate::support::spelling::{AsAsyncFn, ByHand, Spelling};
use crate::support::stage::Stage;
use crate::support::verdict::{Judged, failing, fine, silent};

type Child = Script<Answer>;

#[test]
fn both_spellings_do_the_same_in_every_schedule_of_two() {
    let mut seen = Seen::default();
    seen.compare::<_, _, 2>(
        all,
        |[a, b]| ByHand::join((a, b)),
        |[a, b]| AsAsyncFn::join((a, b)),
    );
    seen.compare::<_, _, 2>(
        any,
        |[a, b]| ByHand::select((a, b)),
        |[a, b]| AsAsyncFn::select((a, b)),
    );
    seen.compare::<_, _, 2>(
        any,
        |[a, b]| ByHand::race((a, b)),
        |[a, b]| AsAsyncFn::race((a, b)),
    );
    seen.compare::<_, _, 2>(
        all,
        |[a, b]| ByHand::try_join((fine::<_, ()>(a), fine(b))),
        |[a, b]| AsAsyncFn::try_join((fine::<_, ()>(a), fine(b))),
    );
    seen.compare::<_, _, 2>(
        |[_, b]| b,
        |[a, b]| ByHand::try_join((fine(a), failing::<_, ()>(b))),
        |[a, b]| AsAsyncFn::try_join((fine(a), failing::<_, ()>(b))),
    );
    seen.compare::<_, _, 2>(
        |[a, _]| a,
        |[a, b]| ByHand::try_join((failing::<_, ()>(a), fine(b))),
        |[a, b]| AsAsyncFn::try_join((failing::<_, ()>(a), fine(b))),
    );
    seen.compare::<_, _, 2>(
        all,
        |[a, b]| ByHand::race_ok((failing::<_, ()>(a), failing(b))),
        |[a, b]| AsAsyncFn::race_ok((failing::<_, ()>(a), failing(b))),
    );
    seen.compare::<_, _, 2>(
        |[_, b]| b,
        |[a, b]| ByHand::race_ok((failing(a), fine::<_, ()>(b))),
        |[a, b]| AsAsyncFn::race_ok((failing(a), fine::<_, ()>(b))),
    );
    seen.compare::<_, _, 2>(
        |[a, _]| a,
        |[a, b]| ByHand::race_ok((fine::<_, ()>(a), failing(b))),
        |[a, b]| AsAsyncFn::race_ok((fine::<_, ()>(a), failing(b))),
    );
    seen.compare::<_, _, 2>(
        any,
        |[future, limit]| ByHand::timeout(silent(limit), future),
        |[future, limit]| AsAsyncFn::timeout(silent(limit), future),
    );
    seen.compare::<_, _, 2>(
        any,
        |[a, b]| async {
            longhand::select((a, b))
                .turn(&mut the_seconds().await)
                .await
        },
        |[a, b]| async { shorthand::select_in_turn((a, b), &mut the_seconds().await).await },
    );
    seen.report(100_000);
}

#[test]
fn both_spellings_join_the_same_in_every_schedule_of_three() {
    let mut seen = Seen::default();
    seen.compare::<_, _, 3>(
        all,
        |[a, b, c]| longhand::join((a, b, c)),
        |[a, b, c]| shorthand::join((a, b, c)),
    );
    seen.compare::<_, _, 3>(all, longhand::join, shorthand::join);
    seen.compare::<_, _, 3>(
        all,
        |children| longhand::join(Vec::from(children)),
        |children| shorthand::join(Vec::from(children)),
    );
    seen.report(265_000);
}

#[test]
fn both_spellings_keep_the_same_until_one_decides_in_every_schedule_of_three() {
    let mut seen = Seen::default();
    seen.compare::<_, _, 3>(
        |[a, _, _]| a,
        |[a, b, c]| longhand::try_join(vec![failing::<_, Answer>(a), fine(b), fine(c)]),
        |[a, b, c]| shorthand::try_join(vec![failing::<_, Answer>(a), fine(b), fine(c)]),
    );
    seen.compare::<_, _, 3>(
        |[_, b, _]| b,
        |[a, b, c]| longhand::try_join((fine(a), failing::<_, ()>(b), fine(c))),
        |[a, b, c]| shorthand::try_join((fine(a), failing::<_, ()>(b), fine(c))),
    );
    seen.compare::<_, _, 3>(
        |[_, _, c]| c,
        |[a, b, c]| longhand::try_join([fine(a), fine(b), failing::<_, Answer>(c)]),
        |[a, b, c]| shorthand::try_join([fine(a), fine(b), failing::<_, Answer>(c)]),
    );
    seen.compare::<_, _, 3>(
        |[a, _, _]| a,
        |[a, b, c]| longhand::race_ok((fine::<_, ()>(a), failing(b), failing(c))),
        |[a, b, c]| shorthand::race_ok((fine::<_, ()>(a), failing(b), failing(c))),
    );
    seen.compare::<_, _, 3>(
        |[_, b, _]| b,
        |[a, b, c]| longhand::race_ok([failing(a), fine::<_, Answer>(b), failing(c)]),
        |[a, b, c]| shorthand::race_ok([failing(a), fine::<_, Answer>(b), failing(c)]),
    );
    seen.compare::<_, _, 3>(
        |[_, _, c]| c,
        |[a, b, c]| longhand::race_ok(vec![failing(a), failing(b), fine::<_, Answer>(c)]),
        |[a, b, c]| shorthand::race_ok(vec![failing(a), failing(b), fine::<_, Answer>(c)]),
    );
    seen.report(335_000);
}

#[test]
fn both_spellings_keep_the_same_of_three_that_stand_in_a_crowd() {
    let mut seen = Seen::default();
    seen.compare_many::<_, _, 3>(
        all,
        |children| longhand::join(crowd(children)),
        |children| shorthand::join(crowd(children)),
    );
    seen.compare_many::<_, _, 3>(
        all,
        |children| longhand::join(array(crowd(children))),
        |children| shorthand::join(array(crowd(children))),
    );
    seen.compare_many::<_, _, 3>(
        |[_, b, _]| b,
        |[a, b, c]| longhand::try_join(judged(crowd([a, b, c]), |place| place == 1)),
        |[a, b, c]| shorthand::try_join(judged(crowd([a, b, c]), |place| place == 1)),
    );
    seen.compare_many::<_, _, 3>(
        |[a, _, _]| a,
        |[a, b, c]| longhand::race_ok(judged(crowd([a, b, c]), |place| place != 0)),
        |[a, b, c]| shorthand::race_ok(judged(crowd([a, b, c]), |place| place != 0)),
    );
    seen.report(290_000);
}

/// How many they are with the bystanders.
const CROWD: usize = 13;

/// The children, and behind them bystanders that are ready at once and act on a stage of their own.
fn crowd(children: [Child; 3]) -> Vec<Child> {
    let stage = Stage::new();
    let bystanders = (3..CROWD).map(|_| {
        let answer = Answer::new(&stage, "bystander");
        Script::new(&stage, "bystander").ready(answer)
    });
    children.into_iter().chain(bystanders).collect()
}

fn array(crowd: Vec<Child>) -> [Child; CROWD] {
    crowd
        .try_into()
        .unwrap_or_else(|_| panic!("a crowd of another size"))
}

/// Who of a crowd fails, and who is fine.
fn judged(
    crowd: Vec<Child>,
    fails: fn(usize) -> bool,
) -> Vec<Judged<Child, Result<Answer, Answer>>> {
    let judge = |(place, child)| match fails(place) {
        true => failing(child),
        false => fine(child),
    };
    crowd.into_iter().enumerate().map(judge).collect()
}

#[test]
fn both_spellings_decide_the_same_in_every_schedule_of_three() {
    let mut seen = Seen::default();
    seen.compare::<_, _, 3>(
        any,
        |[a, b, c]| longhand::select((a, b, c)),
        |[a, b, c]| shorthand::select((a, b, c)),
    );
    seen.compare::<_, _, 3>(any, longhand::select, shorthand::select);
    seen.compare::<_, _, 3>(
        any,
        |children| longhand::select(Vec::from(children)),
        |children| shorthand::select(Vec::from(children)),
    );
    seen.compare::<_, _, 3>(
        any,
        |[a, b, c]| longhand::race((a, b, c)),
        |[a, b, c]| shorthand::race((a, b, c)),
    );
    seen.compare::<_, _, 3>(any, longhand::race, shorthand::race);
    seen.compare::<_, _, 3>(
        any,
        |children| longhand::race(Vec::from(children)),
        |children| shorthand::race(Vec::from(children)),
    );
    seen.compare::<_, _, 3>(
        any,
        |[a, b, c]| async {
            longhand::select((a, b, c))
                .turn(&mut the_seconds().await)
                .await
        },
        |[a, b, c]| async { shorthand::select_in_turn((a, b, c), &mut the_seconds().await).await },
    );
    seen.compare::<_, _, 3>(
        any,
        |children| async {
            longhand::select(children)
                .turn(&mut the_seconds().await)
                .await
        },
        |children| async { shorthand::select_in_turn(children, &mut the_seconds().await).await },
    );
    seen.compare::<_, _, 3>(
        any,
        |children| async {
            longhand::select(Vec::from(children))
                .turn(&mut the_seconds().await)
                .await
        },
        |children| async {
            let mut turn = the_seconds().await;
            shorthand::select_in_turn(Vec::from(children), &mut turn).await
        },
    );
    seen.report(180_000);
}

fn all<const N: usize>(children: [bool; N]) -> bool {
    children.into_iter().all(|is_due| is_due)
}

fn any<const N: usize>(children: [bool; N]) -> bool {
    children.into_iter().any(|is_due| is_due)
}

/// It is the second child's turn: the first has won.
async fn the_seconds() -> Turn {
    let mut turn = Turn::new();
    select([ready(()), ready(())]).turn(&mut turn).await;
    turn
}

/// What has been compared.
#[derive(Debug, Default)]
struct Seen {
    schedules: usize,
    differences: BTreeMap<Difference, usize>,
}

impl Seen {
    /// Runs every schedule for both spellings of a combinator. `is_ready` says when it has its
    /// answer, by which of its children have theirs.
    fn compare<L, S, const N: usize>(
        &mut self,
        is_ready: fn([bool; N]) -> bool,
        longhand: fn([Child; N]) -> L,
        shorthand: fn([Child; N]) -> S,
    ) where
        L: Future<Output: Debug>,
        S: Future<Output: Debug>,
    {
        self.compare_traces::<N>(
            |cast, steps| perform(cast, steps, Polls::All, is_ready, longhand),
            |cast, steps| perform(cast, steps, Polls::All, is_ready, shorthand),
        );
    }

    /// The same of a combinator of so many that by hand it polls only who woke. That, and how often
    /// the caller is called for it, is foreseen for each spelling, and differs; all else is the same.
    fn compare_many<L, S, const N: usize>(
        &mut self,
        is_ready: fn([bool; N]) -> bool,
        longhand: fn([Child; N]) -> L,
        shorthand: fn([Child; N]) -> S,
    ) where
        L: Future<Output: Debug>,
        S: Future<Output: Debug>,
    {
        self.compare_traces::<N>(
            |cast, steps| {
                perform(cast, steps, Polls::Woken, is_ready, longhand).but_for_the_polls()
            },
            |cast, steps| perform(cast, steps, Polls::All, is_ready, shorthand).but_for_the_polls(),
        );
    }

    fn compare_traces<const N: usize>(
        &mut self,
        longhand: impl Fn(Cast<N>, &[Step]) -> Trace,
        shorthand: impl Fn(Cast<N>, &[Step]) -> Trace,
    ) {
        for cast in casts() {
            every_schedule(cast, &mut Vec::new(), &mut |steps| {
                let (longhand, shorthand) = (longhand(cast, steps), shorthand(cast, steps));
                assert_eq!(longhand.left, 0, "{cast:?} {steps:?}\n{longhand:#?}");
                self.schedules += 1;
                if longhand != shorthand {
                    let difference = Difference::between(&longhand, &shorthand);
                    let difference = difference.unwrap_or_else(|| {
                        panic!("{cast:?} {steps:?}\n{longhand:#?}\n{shorthand:#?}")
                    });
                    *self.differences.entry(difference).or_default() += 1;
                }
                longhand.has_ended
            });
        }
    }

    /// Prints what was seen, and fails if it was less than there should be.
    fn report(&self, at_least: usize) {
        println!("{self:#?}");
        assert!(self.schedules > at_least, "the net has holes");
    }
}
