//! Every schedule of two children, for both spellings of each combinator.
//!
//! A child ends after none, one or two wakes: it answers, or it panics, or panics in its drop, or
//! leaves an answer that panics in its drop (`cast.rs`). A schedule is any order of these steps: a
//! wake of either child, a poll (also one that nobody asked for), a poll with another waker. After
//! the last the future is dropped where it stands.
//!
//! Each spelling is held to what can be foreseen (`perform.rs`): it is ready in the first poll that
//! has cause to be, and no wake is lost. Then both are compared: who was polled and dropped, in
//! which order, who was woken and what was answered. Where they may differ has a name
//! (`difference.rs`).

mod cast;
mod difference;
mod perform;

use core::fmt::Debug;
use core::future::Future;
use std::collections::BTreeMap;

use self::cast::{Told, casts, every_schedule};
use self::difference::Difference;
use self::perform::perform;
use crate::support::script::{Answer, Script};
use crate::support::spelling::{AsAsyncFn, ByHand, Spelling};
use crate::support::verdict::{failing, fine};

#[test]
fn both_spellings_do_the_same_in_every_schedule() {
    let mut seen = Seen::default();
    seen.compare::<Answer, _, _>(
        |a, b| a && b,
        |a, b| ByHand::join((a, b)),
        |a, b| AsAsyncFn::join((a, b)),
    );
    seen.compare::<Answer, _, _>(
        |a, b| a || b,
        |a, b| ByHand::select((a, b)),
        |a, b| AsAsyncFn::select((a, b)),
    );
    seen.compare::<Answer, _, _>(
        |a, b| a || b,
        |a, b| ByHand::race((a, b)),
        |a, b| AsAsyncFn::race((a, b)),
    );
    seen.compare::<Answer, _, _>(
        |a, b| a || b,
        |a, b| longhand::race([a, b]),
        |a, b| AsAsyncFn::race((a, b)),
    );
    seen.compare::<Answer, _, _>(
        |a, b| a && b,
        |a, b| ByHand::try_join((fine::<_, ()>(a), fine(b))),
        |a, b| AsAsyncFn::try_join((fine::<_, ()>(a), fine(b))),
    );
    seen.compare::<Answer, _, _>(
        |_, b| b,
        |a, b| ByHand::try_join((fine(a), failing::<_, ()>(b))),
        |a, b| AsAsyncFn::try_join((fine(a), failing::<_, ()>(b))),
    );
    seen.compare::<Answer, _, _>(
        |a, _| a,
        |a, b| ByHand::try_join((failing::<_, ()>(a), fine(b))),
        |a, b| AsAsyncFn::try_join((failing::<_, ()>(a), fine(b))),
    );
    seen.compare::<Answer, _, _>(
        |a, b| a && b,
        |a, b| ByHand::race_ok((failing::<_, ()>(a), failing(b))),
        |a, b| AsAsyncFn::race_ok((failing::<_, ()>(a), failing(b))),
    );
    seen.compare::<Answer, _, _>(
        |_, b| b,
        |a, b| ByHand::race_ok((failing(a), fine::<_, ()>(b))),
        |a, b| AsAsyncFn::race_ok((failing(a), fine::<_, ()>(b))),
    );
    seen.compare::<Answer, _, _>(
        |a, _| a,
        |a, b| ByHand::race_ok((fine::<_, ()>(a), failing(b))),
        |a, b| AsAsyncFn::race_ok((fine::<_, ()>(a), failing(b))),
    );
    seen.compare::<(), _, _>(
        |future, limit| future || limit,
        |future, limit| ByHand::timeout(limit, future),
        |future, limit| AsAsyncFn::timeout(limit, future),
    );
    println!("{seen:#?}");
    assert!(seen.schedules > 100_000, "the net has holes");
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
    fn compare<B: Told, L, S>(
        &mut self,
        is_ready: fn(bool, bool) -> bool,
        longhand: fn(Script<Answer>, Script<B>) -> L,
        shorthand: fn(Script<Answer>, Script<B>) -> S,
    ) where
        L: Future<Output: Debug>,
        S: Future<Output: Debug>,
    {
        for cast in casts() {
            every_schedule(cast, &mut Vec::new(), &mut |steps| {
                let longhand = perform(cast, steps, is_ready, longhand);
                let shorthand = perform(cast, steps, is_ready, shorthand);
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
}
