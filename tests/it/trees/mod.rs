//! Trees of combinators, up to four deep, for both spellings.
//!
//! The leaves wait for up to two wakes and succeed, fail or panic; the groups are of two or three
//! children in every shape (`tree.rs`). A schedule is any order of wakes, of polls that were asked
//! for or not, and of changes of the waker; then the future is dropped where it stands, or seen to
//! its end (`play.rs`).
//!
//! The trees are made by chance, but the same in every run. `PROPTEST_CASES=100000` makes more of
//! them, and `PROPTEST_RNG_SEED=1` others.

mod grow;
mod play;
mod tree;

use core::cell::RefCell;
use std::collections::BTreeMap;

use proptest::prelude::ProptestConfig;
use proptest::test_runner::{RngSeed, TestRunner};

use self::play::{End, play, schedule};
use self::tree::tree;
use crate::support::spelling::{AsAsyncFn, ByHand};

#[test]
fn both_spellings_do_the_same_in_every_tree() {
    let mut config = ProptestConfig {
        // What it finds becomes a test of its own, and not a file of seeds.
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(0);
    }
    let ends = RefCell::new(BTreeMap::<_, u32>::new());
    let mut runner = TestRunner::new(config.clone());
    let outcome = runner.run(&(tree(), schedule()), |(tree, schedule)| {
        let by_hand = play::<ByHand>(&tree, &schedule);
        let as_async_fn = play::<AsAsyncFn>(&tree, &schedule);
        assert_eq!(by_hand, as_async_fn);
        *ends.borrow_mut().entry(by_hand.end).or_default() += 1;
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    let ends = ends.into_inner();
    println!("{ends:?}");
    for end in [End::Ready, End::Panicked, End::Cancelled] {
        let times = ends.get(&end).copied().unwrap_or_default();
        assert!(times >= config.cases / 20, "the net has holes");
    }
}
