//! Tuples of 2 to 12, arrays and `Vec`s of any length: what a macro has written is held to what is
//! written by hand for the pair.

use core::fmt::Debug;
use core::future::{Future, pending, ready};
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use futures_core::FusedFuture;
use longhand::*;

use crate::support::allocations::allocations;
use crate::support::panics::panic_of;
use crate::support::probe::Probe;
use crate::support::script::{Answer, Script};
use crate::support::stage::Event::{self, AnswerDropped, Dropped, Polled};
use crate::support::stage::Stage;
use crate::support::verdict::{failing, fine};

/// Makes a module of tests for one tuple: its children, how many, and its `OneOf`.
macro_rules! tuple {
    ($module:ident, $OneOf:ident: $($child:ident $Winner:ident)+) => {
        mod $module {
            use super::*;

            const NAMES: &[&str] = &[$(stringify!($child)),+];

            #[test]
            fn a_join_keeps_every_answer_in_its_place() {
                keeps_every_answer(
                    NAMES,
                    |stage| join(($(child(stage, stringify!($child)),)+)),
                    |($($child,)+)| vec![$($child),+],
                );
                keeps_every_answer(
                    NAMES,
                    |stage| shorthand::join(($(child(stage, stringify!($child)),)+)),
                    |($($child,)+)| vec![$($child),+],
                );
            }

            #[test]
            fn a_try_join_keeps_every_value_in_its_place() {
                keeps_every_answer(
                    NAMES,
                    |stage| try_join(($(fine::<_, ()>(child(stage, stringify!($child))),)+)),
                    |values| {
                        let ($($child,)+) = values.expect("all are fine");
                        vec![$($child),+]
                    },
                );
                keeps_every_answer(
                    NAMES,
                    |stage| shorthand::try_join(
                        ($(fine::<_, ()>(child(stage, stringify!($child))),)+)
                    ),
                    |values| {
                        let ($($child,)+) = values.expect("all are fine");
                        vec![$($child),+]
                    },
                );
            }

            #[test]
            fn a_race_ok_keeps_every_error_in_its_place() {
                keeps_every_answer(
                    NAMES,
                    |stage| race_ok(($(failing::<_, ()>(child(stage, stringify!($child))),)+)),
                    |errors| {
                        let ($($child,)+) = errors.expect_err("all have failed");
                        vec![$($child),+]
                    },
                );
                keeps_every_answer(
                    NAMES,
                    |stage| shorthand::race_ok(
                        ($(failing::<_, ()>(child(stage, stringify!($child))),)+)
                    ),
                    |errors| {
                        let ($($child,)+) = errors.expect_err("all have failed");
                        vec![$($child),+]
                    },
                );
            }

            #[test]
            fn a_select_names_every_winner() {
                let name = |winner| match winner {
                    $($OneOf::$Winner(name) => {
                        assert_eq!(name, stringify!($child));
                        name
                    })+
                };
                for winner in NAMES {
                    decides(NAMES, winner, |stage| {
                        let children = ($(says(stage, stringify!($child)),)+);
                        async move { name(select(children).await) }
                    });
                    decides(NAMES, winner, |stage| {
                        let children = ($(says(stage, stringify!($child)),)+);
                        async move { name(shorthand::select(children).await) }
                    });
                }
            }

            #[test]
            fn a_race_is_won_by_whoever_is_first() {
                for winner in NAMES {
                    decides(NAMES, winner, |stage| {
                        race(($(says(stage, stringify!($child)),)+))
                    });
                    decides(NAMES, winner, |stage| {
                        shorthand::race(($(says(stage, stringify!($child)),)+))
                    });
                }
            }

            #[test]
            fn an_error_ends_a_try_join_wherever_it_is() {
                for culprit in NAMES {
                    decides(NAMES, culprit, |stage| {
                        let children = ($(failing::<_, ()>(says(stage, stringify!($child))),)+);
                        async { try_join(children).await.expect_err("one has failed") }
                    });
                    decides(NAMES, culprit, |stage| {
                        let children = ($(failing::<_, ()>(says(stage, stringify!($child))),)+);
                        async {
                            let values = shorthand::try_join(children).await;
                            values.expect_err("one has failed")
                        }
                    });
                }
            }

            #[test]
            fn a_value_ends_a_race_ok_wherever_it_is() {
                for winner in NAMES {
                    decides(NAMES, winner, |stage| {
                        let children = ($(fine::<_, ()>(says(stage, stringify!($child))),)+);
                        async { race_ok(children).await.expect("one has succeeded") }
                    });
                    decides(NAMES, winner, |stage| {
                        let children = ($(fine::<_, ()>(says(stage, stringify!($child))),)+);
                        async {
                            let value = shorthand::race_ok(children).await;
                            value.expect("one has succeeded")
                        }
                    });
                }
            }

            #[test]
            fn the_winner_can_be_asked_for_by_place_or_had_whoever_it_is() {
                let winners: [$OneOf<$(tuple!(u8 $Winner)),+>; NAMES.len()] =
                    [$($OneOf::$Winner(7)),+];
                for (place, won) in winners.into_iter().enumerate() {
                    let asked = [$(won.$child()),+];
                    let is_the_winners = |(other, answer)| answer == (other == place).then_some(7);
                    assert!(asked.into_iter().enumerate().all(is_the_winners));
                    assert_eq!(won.into_inner(), 7);
                }
            }

            #[test]
            fn turns_go_round() {
                let mut turn = Turn::new();
                for _ in 0..2 {
                    for name in NAMES {
                        let children = ($(ready(stringify!($child)),)+);
                        let Poll::Ready(winner) =
                            Probe::new(select(children).turn(&mut turn)).poll()
                        else {
                            panic!("all are ready");
                        };
                        assert_eq!(winner.into_inner(), *name);
                        let children = ($(pending::<tuple!(() $Winner)>(),)+);
                        assert!(Probe::new(select(children).turn(&mut turn)).poll().is_pending());
                    }
                }
            }

            #[test]
            fn turns_go_round_in_shorthand() {
                let mut turn = Turn::new();
                for _ in 0..2 {
                    for name in NAMES {
                        let children = ($(ready(stringify!($child)),)+);
                        let Poll::Ready(winner) =
                            Probe::new(shorthand::select_in_turn(children, &mut turn)).poll()
                        else {
                            panic!("all are ready");
                        };
                        assert_eq!(winner.into_inner(), *name);
                    }
                }
            }
        }
    };
    // As many as there are winners.
    (u8 $Winner:ident) => { u8 };
    (() $Winner:ident) => { () };
}

tuple!(two, OneOf2: first First second Second);
tuple!(three, OneOf3: first First second Second third Third);
tuple!(four, OneOf4: first First second Second third Third fourth Fourth);
tuple!(five, OneOf5: first First second Second third Third fourth Fourth fifth Fifth);
tuple!(six, OneOf6: first First second Second third Third fourth Fourth fifth Fifth sixth Sixth);
tuple!(seven, OneOf7: first First second Second third Third fourth Fourth fifth Fifth sixth Sixth
    seventh Seventh);
tuple!(eight, OneOf8: first First second Second third Third fourth Fourth fifth Fifth sixth Sixth
    seventh Seventh eighth Eighth);
tuple!(nine, OneOf9: first First second Second third Third fourth Fourth fifth Fifth sixth Sixth
    seventh Seventh eighth Eighth ninth Ninth);
tuple!(ten, OneOf10: first First second Second third Third fourth Fourth fifth Fifth sixth Sixth
    seventh Seventh eighth Eighth ninth Ninth tenth Tenth);
tuple!(eleven, OneOf11: first First second Second third Third fourth Fourth fifth Fifth sixth Sixth
    seventh Seventh eighth Eighth ninth Ninth tenth Tenth eleventh Eleventh);
tuple!(twelve, OneOf12: first First second Second third Third fourth Fourth fifth Fifth sixth Sixth
    seventh Seventh eighth Eighth ninth Ninth tenth Tenth eleventh Eleventh twelfth Twelfth);

/// A child that waits for one wake, and has an answer of its own name.
fn child(stage: &Stage, name: &'static str) -> Script<Answer> {
    Script::new(stage, name)
        .pending(1)
        .ready(Answer::new(stage, name))
}

/// A child that waits for one wake, and says its name.
fn says(stage: &Stage, name: &'static str) -> Script<&'static str> {
    Script::new(stage, name).pending(1).ready(name)
}

/// The children are woken from the last to the first. Those that run are polled in index order, and
/// each that answers is dropped at once; in the end there is nothing left but answers, in order.
#[track_caller]
fn keeps_every_answer<F: Future>(
    names: &[&'static str],
    of: impl Fn(&Stage) -> F,
    answers: impl Fn(F::Output) -> Vec<Answer>,
) {
    let stage = Stage::new();
    let mut probe = Probe::new(of(&stage));
    assert!(probe.poll().is_pending());
    assert_eq!(stage.events(), polled(names));
    for left in (1..names.len()).rev() {
        stage.wake(names[left]);
        assert!(probe.poll().is_pending());
        let mut events = polled(&names[..=left]);
        events.push(Dropped(names[left]));
        assert_eq!(stage.events(), events);
    }
    stage.wake(names[0]);
    let Poll::Ready(all) = probe.poll() else {
        panic!("all have been woken");
    };
    assert_eq!(stage.events(), [Polled(names[0]), Dropped(names[0])]);
    assert_eq!(answers(all), names);
    drop(probe);
    assert_eq!(stage.present(), 0);
}

/// One child is woken and wins; those before it are asked first, and all are dropped in order.
#[track_caller]
fn decides<F: Future<Output = &'static str>>(
    names: &[&'static str],
    winner: &'static str,
    of: impl Fn(&Stage) -> F,
) {
    let stage = Stage::new();
    let mut probe = Probe::new(of(&stage));
    assert!(probe.poll().is_pending());
    assert_eq!(stage.events(), polled(names));
    stage.wake(winner);
    assert_eq!(probe.poll(), Poll::Ready(winner));
    let place = names.iter().position(|name| *name == winner);
    let mut events = polled(&names[..=place.expect("it is one of them")]);
    events.extend(names.iter().copied().map(Dropped));
    assert_eq!(stage.events(), events);
}

fn polled(names: &[&'static str]) -> Vec<Event> {
    names.iter().copied().map(Polled).collect()
}

/// Arrays and `Vec`s of no children, one, and many.
macro_rules! lengths {
    ($module:ident: $found:path, $many:expr) => {
        mod $module {
            use super::*;
            use $found as found;

            #[test]
            fn with_nobody_to_wait_for_all_is_said_at_once() {
                let nobody = || $many([(); 0].map(ready));
                assert!(Probe::new(found::join(nobody())).poll().is_ready());
                let nobody = || $many([(); 0].map(|()| ready(Ok::<u8, u8>(1))));
                let Poll::Ready(Ok(values)) = Probe::new(found::try_join(nobody())).poll() else {
                    panic!("nobody has failed");
                };
                assert_eq!(values.len(), 0);
                let Poll::Ready(Err(errors)) = Probe::new(found::race_ok(nobody())).poll() else {
                    panic!("nobody has succeeded");
                };
                assert_eq!(errors.len(), 0);
            }

            #[test]
            fn one_child_is_enough() {
                let one = || $many([ready(Ok::<u8, u8>(1))]);
                let Poll::Ready(Ok(values)) = Probe::new(found::try_join(one())).poll() else {
                    panic!("it has succeeded");
                };
                assert_eq!(values[..], [1]);
                assert_eq!(Probe::new(found::race_ok(one())).poll(), Poll::Ready(Ok(1)));
                assert_eq!(
                    Probe::new(found::select(one())).poll(),
                    Poll::Ready((0, Ok(1)))
                );
                assert_eq!(Probe::new(found::race(one())).poll(), Poll::Ready(Ok(1)));
            }

            #[test]
            fn a_crowd_is_joined_in_order() {
                let stage = Stage::new();
                let names = ["a", "b", "c", "d"];
                let mut numbers = 0..;
                let crowd = [(); 64].map(|()| {
                    let number = numbers.next().expect("there is always another");
                    Script::new(&stage, names[number % 4])
                        .pending(1)
                        .ready(number)
                });
                let mut probe = Probe::new(found::join($many(crowd)));
                for name in ["c", "a", "d"] {
                    stage.wake(name);
                    assert!(probe.poll().is_pending());
                }
                stage.wake("b");
                let Poll::Ready(answers) = probe.poll() else {
                    panic!("all have been woken");
                };
                assert!(answers.into_iter().eq(0..64));
                assert_eq!(stage.present(), 0);
            }

            #[test]
            fn a_crowd_that_is_cancelled_is_dropped_in_order() {
                let stage = Stage::new();
                let mut numbers = 0..;
                let crowd = [(); 64].map(|()| match numbers.next() {
                    Some(0 | 2..=40 | 63) => Script::new(&stage, "a"),
                    _ => Script::new(&stage, "b").ready(Answer::new(&stage, "b")),
                });
                let mut probe = Probe::new(found::join($many(crowd)));
                assert!(probe.poll().is_pending());
                stage.events();
                drop(probe);
                let dropped = (0..64).map(|number| match number {
                    0 | 2..=40 | 63 => Dropped("a"),
                    _ => AnswerDropped("b"),
                });
                assert!(stage.events().into_iter().eq(dropped));
                assert_eq!(stage.present(), 0);
            }
        }
    };
}

lengths!(arrays_by_hand: longhand, |children| children);
lengths!(arrays_as_async_fns: longhand::shorthand, |children| children);
lengths!(vecs_by_hand: longhand, Vec::from);
lengths!(vecs_as_async_fns: longhand::shorthand, Vec::from);

#[test]
fn a_vec_may_be_longer_than_any_array() {
    a_long_vec_is_joined(join);
    a_long_vec_is_joined(shorthand::join);
    a_long_vec_has_a_winner(select);
    a_long_vec_has_a_winner(shorthand::select);
}

fn a_long_vec_is_joined<F>(of: impl Fn(Vec<Script<usize>>) -> F)
where
    F: Future<Output = Vec<usize>>,
{
    for length in [65, 1_000] {
        let stage = Stage::new();
        let mut children: Vec<_> = (1..length)
            .map(|number| Script::new(&stage, "a").pending(1).ready(number))
            .collect();
        children.push(Script::new(&stage, "b").pending(1).ready(length));
        let mut probe = Probe::new(of(children));
        stage.wake("a");
        assert!(probe.poll().is_pending());
        stage.events();
        assert!(probe.poll().is_pending());
        assert_eq!(stage.events(), [Polled("b")], "nobody else runs");
        stage.wake("b");
        let Poll::Ready(answers) = probe.poll() else {
            panic!("all have been woken");
        };
        assert!(answers.into_iter().eq(1..=length));
    }
}

fn a_long_vec_has_a_winner<F>(of: impl Fn(Vec<Script<&'static str>>) -> F)
where
    F: Future<Output = (usize, &'static str)>,
{
    for (length, winner) in [(65, 64), (1_000, 0), (1_000, 500), (1_000, 999)] {
        let stage = Stage::new();
        let children = (0..length).map(|place| match place == winner {
            true => says(&stage, "b"),
            false => says(&stage, "a"),
        });
        let mut probe = Probe::new(of(children.collect()));
        assert!(probe.poll().is_pending());
        stage.wake("b");
        assert_eq!(probe.poll(), Poll::Ready((winner, "b")));
        assert_eq!(stage.present(), 0);
    }
}

#[test]
fn an_empty_vec_in_a_select_panics_when_it_is_made_at_the_callers_line() {
    let nobody = Vec::<core::future::Ready<()>>::new();
    let (here, panic) = (line!(), panic_of(|| select(nobody)));
    assert_eq!(
        panic.message,
        "`select` of an empty `Vec`: nobody can win it"
    );
    assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
}

#[test]
fn an_empty_vec_in_a_twin_panics_at_the_first_poll() {
    let nobody = || Vec::<core::future::Ready<()>>::new();
    let panic = panic_of(|| Probe::new(shorthand::select(nobody())).poll());
    assert_eq!(
        panic.message,
        "`select` of an empty `Vec`: nobody can win it"
    );
    let panic = panic_of(|| Probe::new(shorthand::race(nobody())).poll());
    assert_eq!(panic.message, "`race` of an empty `Vec`: nobody can win it");
}

#[test]
fn the_answers_of_a_vec_may_take_the_place_of_its_futures() {
    let children = Vec::from([1_u64, 2, 3].map(ready));
    let answers = Probe::new(join(children)).poll();
    assert_eq!(answers, Poll::Ready(vec![1, 2, 3]));
}

#[test]
fn a_vec_is_joined_in_two_allocations_and_races_where_it_is() {
    let children = || [(); 100].map(|()| async { [0; 1_000] });
    let mut cx = Context::from_waker(Waker::noop());
    let all = Vec::from(children());
    let count = allocations(|| Pin::new(&mut join(all)).poll(&mut cx).is_ready());
    assert!(count <= 2, "{count}: for the answers, and for who runs");
    let all = Vec::from(children());
    let count = allocations(|| Pin::new(&mut race(all)).poll(&mut cx).is_ready());
    assert_eq!(count, 0);
}

/// What is seen of one of many that waits, has been woken, or whose child panics.
fn show<F>(name: &str, lives: &str, of: impl Fn(Script) -> F)
where
    F: FusedFuture + Debug,
{
    let shows = |probe: &Probe<F>, state, is_terminated| {
        let expected = format!("{name} {{ state: {state} }}");
        assert_eq!(format!("{:?}", probe.future()), expected);
        assert_eq!(probe.future().is_terminated(), is_terminated);
    };
    let stage = Stage::new();
    let mut probe = Probe::new(of(Script::new(&stage, "a").pending(1).ready(())));
    shows(&probe, lives, false);
    assert!(probe.poll().is_pending());
    shows(&probe, lives, false);
    stage.wake("a");
    assert!(probe.poll().is_ready());
    shows(&probe, "Finished", true);

    let mut probe = Probe::new(of(Script::new(&stage, "b").panics()));
    assert_eq!(panic_of(|| probe.poll()).message, "b panics in its poll");
    shows(&probe, "Panicked", true);
}

#[test]
fn many_show_their_names_and_their_states() {
    show("JoinMany", "Running", |child| {
        join((child, ready(()), ready(())))
    });
    show("JoinMany", "Running", |child| join([child]));
    show("TryJoinMany", "Running", |child| {
        try_join([fine::<_, ()>(child)])
    });
    show("RaceOkMany", "Running", |child| {
        race_ok(vec![failing::<_, ()>(child)])
    });
    let waits = || pending::<()>();
    show("SelectMany", "Racing", |child| {
        select((child, waits(), waits()))
    });
    show("SelectMany", "Racing", |child| select([child]));
    show("SelectMany", "Racing", |child| select(vec![child]));
    show("RaceMany", "Racing", |child| {
        race((child, waits(), waits()))
    });
    assert_eq!(
        format!("{:?}", select((waits(), waits())).turn(&mut Turn::new())),
        "InTurn { state: Racing, turn: Turn { next: 0 } }"
    );
}
