//! `Turn`: who is asked first, from one `select` to the next.

use core::future::{pending, ready};
use core::pin::pin;
use core::task::Poll;

use futures_core::FusedFuture;
use longhand::{OneOf2, Turn, select, shorthand};

use crate::support::panics::{catch, panic_of};
use crate::support::probe::Probe;
use crate::support::script::Script;
use crate::support::stage::Event::{Dropped, Polled};
use crate::support::stage::Stage;
use crate::support::trio::{Trio, every_trio};

every_trio!(three: Of:
    whoever_is_ready_every_time_wins_no_more_often_than_the_others_who_are
    who_has_waited_wins_in_the_round_after_it_is_ready
    a_pass_begins_behind_the_last_winner_and_goes_round
    who_is_dropped_when_does_not_go_by_turns
    while_all_are_pending_the_turn_stays
    cancelled_it_leaves_the_turn
    a_child_that_panics_leaves_the_turn
    polled_after_completion_it_leaves_the_turn
);

/// The rules are about the trios themselves.
type Of<T> = T;

const NAMES: [&str; 3] = ["a", "b", "c"];

fn whoever_is_ready_every_time_wins_no_more_often_than_the_others_who_are<T: Trio>() {
    for set in 1..8_u32 {
        let is_ready = |place: usize| set & 1 << place != 0;
        let stage = Stage::new();
        let mut turn = Turn::new();
        let mut wins = [0; 3];
        for _ in 0..60 {
            let children = [0, 1, 2].map(|place| match is_ready(place) {
                true => Script::new(&stage, NAMES[place]).ready(()),
                false => Script::new(&stage, NAMES[place]),
            });
            wins[winner::<T>(children, &mut turn)] += 1;
        }
        let share = 60 / set.count_ones();
        let expected = [0, 1, 2].map(|place| if is_ready(place) { share } else { 0 });
        assert_eq!(wins, expected);
    }
}

fn who_has_waited_wins_in_the_round_after_it_is_ready<T: Trio>() {
    let stage = Stage::new();
    let mut turn = Turn::new();
    // One that waits and lives on, between two that are new and ready in every round.
    let mut patient = pin!(Script::new(&stage, "b").pending(1).ready("b"));
    for round in 0..=91 {
        if round == 90 {
            stage.wake("b");
        }
        let [mut eager, mut keen] =
            ["a", "c"].map(|name| Box::pin(Script::new(&stage, name).ready(name)));
        let children = [eager.as_mut(), patient.as_mut(), keen.as_mut()];
        let mut probe = Probe::new(T::select_in_turn(children, &mut turn));
        let expected = match round {
            91 => "b",
            _ if round % 2 == 0 => "a",
            _ => "c",
        };
        let Poll::Ready((_, name)) = probe.poll() else {
            panic!("two are ready");
        };
        assert_eq!(name, expected, "in round {round}");
    }
}

fn a_pass_begins_behind_the_last_winner_and_goes_round<T: Trio>() {
    for (last, order) in [["b", "c", "a"], ["c", "a", "b"], ["a", "b", "c"]]
        .into_iter()
        .enumerate()
    {
        let stage = Stage::new();
        let mut turn = behind::<T>(last);
        let children = waiting(&stage);
        let mut probe = Probe::new(T::select_in_turn(children, &mut turn));
        assert!(probe.poll().is_pending());
        assert_eq!(stage.events(), order.map(Polled));
        // The first in turn is the only one to be asked if it is ready.
        stage.wake(order[0]);
        assert!(probe.poll().is_ready());
        assert_eq!(stage.events()[..2], [Polled(order[0]), Dropped("a")]);
    }
}

fn who_is_dropped_when_does_not_go_by_turns<T: Trio>() {
    for last in 0..3 {
        let stage = Stage::new();
        let mut turn = behind::<T>(last);
        let mut probe = Probe::new(T::select_in_turn(waiting(&stage), &mut turn));
        assert!(probe.poll().is_pending());
        stage.events();
        drop(probe);
        assert_eq!(stage.events(), NAMES.map(Dropped));

        let mut probe = Probe::new(T::select_in_turn(waiting(&stage), &mut turn));
        for name in NAMES {
            stage.wake(name);
        }
        assert!(probe.poll().is_ready());
        assert_eq!(stage.events()[1..], NAMES.map(Dropped));
    }
}

fn while_all_are_pending_the_turn_stays<T: Trio>() {
    for last in 0..3 {
        let stage = Stage::new();
        let mut turn = behind::<T>(last);
        let before = turn.clone();
        let mut probe = Probe::new(T::select_in_turn(waiting(&stage), &mut turn));
        for _ in 0..3 {
            assert!(probe.poll().is_pending());
            assert_eq!(stage.events()[0], Polled(NAMES[(last + 1) % 3]));
        }
        drop(probe);
        assert_eq!(turn, before);
    }
}

fn cancelled_it_leaves_the_turn<T: Trio>() {
    for last in 0..3 {
        let stage = Stage::new();
        let mut turn = behind::<T>(last);
        let before = turn.clone();
        drop(T::select_in_turn(waiting(&stage), &mut turn));
        assert_eq!(turn, before);
        let mut probe = Probe::new(T::select_in_turn(waiting(&stage), &mut turn));
        assert!(probe.poll().is_pending());
        // Who would have won has not.
        stage.wake("a");
        drop(probe);
        assert_eq!(turn, before);
    }
}

fn a_child_that_panics_leaves_the_turn<T: Trio>() {
    for last in 0..3 {
        for culprit in NAMES {
            let stage = Stage::new();
            let mut turn = behind::<T>(last);
            let before = turn.clone();
            let children = NAMES.map(|name| match name == culprit {
                true => Script::<()>::new(&stage, name).panics(),
                false => Script::new(&stage, name),
            });
            let mut probe = Probe::new(T::select_in_turn(children, &mut turn));
            let panic = panic_of(|| probe.poll());
            assert_eq!(panic.message, format!("{culprit} panics in its poll"));
            assert!(catch(|| probe.poll()).is_err());
            drop(probe);
            assert_eq!(turn, before);
        }
    }
}

fn polled_after_completion_it_leaves_the_turn<T: Trio>() {
    for last in 0..3 {
        let mut turn = behind::<T>(last);
        let mut probe = Probe::new(T::select_in_turn([(); 3].map(ready), &mut turn));
        assert!(probe.poll().is_ready());
        for _ in 0..3 {
            assert!(catch(|| probe.poll()).is_err());
        }
        drop(probe);
        assert_eq!(turn, behind::<T>((last + 1) % 3));
    }
}

#[test]
fn a_pair_takes_turns() {
    takes_turns(async |pair, turn| select(pair).turn(turn).await);
}

#[test]
fn a_pair_takes_turns_in_shorthand() {
    takes_turns(async |pair, turn| shorthand::select_in_turn(pair, turn).await);
}

fn takes_turns(of: impl AsyncFn((Script, Script), &mut Turn) -> OneOf2<(), ()>) {
    let stage = Stage::new();
    let mut turn = Turn::new();
    let child = |name| Script::<()>::new(&stage, name);
    // Nobody wins: one waits and is dropped, in one a child panics.
    let nobody_wins = |first, second, turn: &mut Turn| {
        let mut probe = Probe::new(of((child("a"), child("b")), turn));
        for _ in 0..2 {
            assert!(probe.poll().is_pending());
            assert_eq!(stage.events(), [Polled(first), Polled(second)]);
        }
        drop(probe);
        let mut probe = Probe::new(of((child("a").panics(), child("b").panics()), turn));
        let panic = panic_of(|| probe.poll());
        assert_eq!(panic.message, format!("{first} panics in its poll"));
        drop(probe);
        stage.events();
    };
    for _ in 0..10 {
        for (first, second) in [("a", "b"), ("b", "a")] {
            nobody_wins(first, second, &mut turn);
            let children = (child("a").ready(()), child("b").ready(()));
            let mut probe = Probe::new(of(children, &mut turn));
            assert!(probe.poll().is_ready());
            let events = [Polled(first), Dropped("a"), Dropped("b")];
            assert_eq!(stage.events(), events);
        }
    }
}

#[test]
fn a_turn_is_for_as_many_as_there_are() {
    is_for_as_many_as_there_are(async |all, turn| select(all).turn(turn).await.0);
}

#[test]
fn a_turn_is_for_as_many_as_there_are_in_shorthand() {
    is_for_as_many_as_there_are(async |all, turn| shorthand::select_in_turn(all, turn).await.0);
}

fn is_for_as_many_as_there_are(of: impl AsyncFn(Vec<core::future::Ready<()>>, &mut Turn) -> usize) {
    let mut turn = Turn::new();
    let mut winner = |length| {
        let all = vec![ready(()); length];
        match Probe::new(of(all, &mut turn)).poll() {
            Poll::Ready(winner) => winner,
            Poll::Pending => panic!("all are ready"),
        }
    };
    assert_eq!([3, 3, 3, 3].map(&mut winner), [0, 1, 2, 0]);
    // With fewer than it has come to, it is the first one's turn again.
    assert_eq!([5, 2, 2, 5].map(&mut winner), [1, 0, 1, 2]);
    assert_eq!([5, 3].map(&mut winner), [3, 0]);
    assert_eq!([1, 1, 1_000, 1_000].map(&mut winner), [0, 0, 1, 2]);
}

#[test]
fn a_turn_goes_from_one_shape_to_the_next() {
    let mut turn = Turn::new();
    let now = || ready(());
    let pair = Probe::new(select((now(), now())).turn(&mut turn)).poll();
    assert_eq!(pair, Poll::Ready(OneOf2::First(())));
    let array = Probe::new(select([now(), now(), now()]).turn(&mut turn)).poll();
    assert_eq!(array, Poll::Ready((1, ())));
    let tuple = (now(), now(), pending::<()>());
    let tuple = Probe::new(shorthand::select_in_turn(tuple, &mut turn)).poll();
    assert_eq!(tuple.map(|one| one.first()), Poll::Ready(Some(())));
    let many = Probe::new(shorthand::select_in_turn(vec![now(), now()], &mut turn)).poll();
    assert_eq!(many, Poll::Ready((1, ())));
}

#[test]
fn misuse_is_that_of_a_select_and_blamed_on_the_line_that_polls() {
    let stage = Stage::new();
    let mut turn = Turn::new();
    let [a, b] = ["a", "b"].map(|name| Script::<()>::new(&stage, name));
    let mut probe = Probe::new(select((a.panics(), b)).turn(&mut turn));
    assert!(!probe.future().is_terminated());
    assert!(catch(|| probe.poll()).is_err());
    assert!(probe.future().is_terminated());
    let (here, panic) = (line!(), panic_of(|| probe.poll()));
    assert_eq!(panic.message, "`Select` polled after a child panicked");
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
    drop(probe);

    let mut probe = Probe::new(select([ready(()), ready(())]).turn(&mut turn));
    assert!(probe.poll().is_ready());
    assert!(probe.future().is_terminated());
    let (here, panic) = (line!(), panic_of(|| probe.poll()));
    assert_eq!(panic.message, "`Select` polled after completion");
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
}

/// It is the turn of whoever stands behind this one, who has won.
fn behind<T: Trio>(last: usize) -> Turn {
    let mut turn = Turn::new();
    let stage = Stage::new();
    let children = [0, 1, 2].map(|place| match place == last {
        true => Script::new(&stage, NAMES[place]).ready(()),
        false => Script::new(&stage, NAMES[place]),
    });
    assert_eq!(winner::<T>(children, &mut turn), last);
    turn
}

fn winner<T: Trio>(children: [Script; 3], turn: &mut Turn) -> usize {
    match Probe::new(T::select_in_turn(children, turn)).poll() {
        Poll::Ready((winner, ())) => winner,
        Poll::Pending => panic!("one is ready"),
    }
}

/// Children that wait for one wake each.
fn waiting(stage: &Stage) -> [Script; 3] {
    NAMES.map(|name| Script::new(stage, name).pending(1).ready(()))
}
