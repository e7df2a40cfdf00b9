//! `trace`: recordings that are the same each time, and counts.

use core::future::{Future, pending, poll_fn};
use core::task::Poll;
use core::time::Duration;
use std::thread;

use longhand::time::sleep;
use longhand::trace::{Counts, Event, Recording, count, opaque, probe, record};
use longhand::{join, yield_now};

use crate::support::actor::{Actor, Deed};
use crate::support::panics::{catch, panic_of};
use crate::support::probe::Probe;
use crate::support::runtime::Runtime;
use crate::support::script::Script;
use crate::support::spelling::{AsAsyncFn, ByHand, both_spellings};
use crate::support::stage::Stage;

both_spellings!(
    a_join_of_sleeps_is_recorded_step_by_step,
    recordings_are_the_same_from_run_to_run,
    a_probe_adds_no_bytes,
    a_counted_future_gives_its_answer,
);

const SECOND: Duration = Duration::from_secs(1);

/// Two sleeps, the second ends first; each future is probed.
fn sleeps<S: Runtime>() -> impl Future<Output = ((), ())> {
    let first = opaque(|| "first", S::sleep(3 * SECOND));
    let second = opaque(|| "second", S::sleep(SECOND));
    opaque(|| "join", S::join((first, second)))
}

fn a_join_of_sleeps_is_recorded_step_by_step<S: Runtime>() {
    let recording = record(sleeps::<S>());
    let (join, first, second) = (0, 1, 2);
    let names = recording.nodes.iter().map(|node| (node.name, node.parent));
    let expected = [
        ("join", None),
        ("first", Some(join)),
        ("second", Some(join)),
    ];
    assert_eq!(names.collect::<Vec<_>>(), expected);
    let poll = |node| Event::Poll { node, state: None };
    let polled = |node, ready| Event::Polled {
        node,
        ready,
        state: None,
    };
    let wake = Event::Wake {
        by: None,
        fresh: true,
    };
    let sleep = |seconds| Event::Sleep {
        duration: seconds * SECOND,
    };
    let expected = [
        poll(join),
        poll(first),
        polled(first, false),
        poll(second),
        polled(second, false),
        polled(join, false),
        sleep(1),
        wake.clone(),
        poll(join),
        poll(first),
        polled(first, false),
        poll(second),
        polled(second, true),
        Event::Drop { node: second },
        polled(join, false),
        sleep(2),
        wake,
        poll(join),
        poll(first),
        polled(first, true),
        Event::Drop { node: first },
        polled(join, true),
        Event::Drop { node: join },
    ];
    assert_eq!(recording.events, expected);
}

fn recordings_are_the_same_from_run_to_run<S: Runtime>() {
    let first = record(sleeps::<S>());
    for _ in 0..10 {
        assert_eq!(record(sleeps::<S>()), first);
    }
}

fn a_probe_adds_no_bytes<S: Runtime>() {
    fn adds_nothing<F: Future>(future: F) {
        let size = size_of_val(&future);
        assert_eq!(size_of_val(&opaque(|| "future", future)), size);
    }
    adds_nothing(S::yield_now());
    adds_nothing(S::sleep(SECOND));
    adds_nothing(S::join((S::sleep(SECOND), S::yield_now())));
    adds_nothing(async {});
    adds_nothing(sleeps::<S>());
}

fn a_counted_future_gives_its_answer<S: Runtime>() {
    let counts = Counts::default();
    let counted = count(&counts, async {
        S::yield_now().await;
        S::yield_now().await;
        7
    });
    assert_eq!(S::block_on(counted), 7);
    assert_eq!((counts.polls(), counts.wakes()), (3, 2));
}

#[test]
fn twins_do_the_same_things_in_the_same_order() {
    let (by_hand, as_async_fn) = (record(sleeps::<ByHand>()), record(sleeps::<AsAsyncFn>()));
    assert_eq!(by_hand.events, as_async_fn.events);
    let names = |recording: &Recording| -> Vec<_> {
        let nodes = recording.nodes.iter();
        nodes.map(|node| (node.name, node.parent)).collect()
    };
    assert_eq!(names(&by_hand), names(&as_async_fn));
}

#[test]
fn a_recording_says_where_each_future_lies() {
    let boxed = Box::pin(opaque(|| "boxed", async {}));
    let inside = opaque(|| "inside", yield_now());
    let future = join((inside, boxed));
    let size = size_of_val(&future);
    let recording = record(future);
    assert_eq!(recording.size, size);
    let [inside, boxed] = &recording.nodes[..] else {
        panic!("two futures are probed: {recording:?}");
    };
    let offset = inside.offset.expect("it lies in the join");
    assert!(offset + inside.size <= size);
    assert_eq!((boxed.name, boxed.offset), ("boxed", None));
}

#[test]
fn a_probe_may_show_its_futures_state() {
    let recording = record(probe(|| "sleep", sleep(SECOND)));
    let states = recording.events.iter().filter_map(|event| match event {
        Event::Poll { state, .. } | Event::Polled { state, .. } => state.as_deref(),
        _ => None,
    });
    let expected = ["Unpolled", "Waiting", "Waiting", "Finished"];
    let expected = expected.map(|state| format!("Sleep {{ state: {state} }}"));
    assert_eq!(states.collect::<Vec<_>>(), expected);
}

#[test]
fn a_wake_is_told_with_who_has_called_it_and_whether_it_was_news() {
    let recording = record(opaque(|| "outer", async {
        opaque(|| "inner", async { join((yield_now(), yield_now())).await }).await
    }));
    let wakes = recording
        .events
        .into_iter()
        .filter_map(|event| match event {
            Event::Wake { by, fresh } => Some((by, fresh)),
            _ => None,
        });
    assert_eq!(
        wakes.collect::<Vec<_>>(),
        [(Some(1), true), (Some(1), false)]
    );
}

#[test]
fn a_future_that_nobody_will_wake_hangs() {
    let recording = record(opaque(|| "future", pending::<()>()));
    let expected = [
        Event::Poll {
            node: 0,
            state: None,
        },
        Event::Polled {
            node: 0,
            ready: false,
            state: None,
        },
        Event::Hang,
        Event::Drop { node: 0 },
    ];
    assert_eq!(recording.events, expected);
}

#[test]
fn a_sleep_that_never_ends_hangs() {
    let recording = record(sleep(Duration::MAX));
    assert_eq!(recording.events, [Event::Hang]);
}

#[test]
fn a_wake_from_another_thread_is_not_told_of() {
    let mut polls = 0;
    let recording = record(opaque(
        || "future",
        poll_fn(|cx| {
            polls += 1;
            let waker = cx.waker().clone();
            thread::spawn(|| waker.wake()).join().expect("it wakes");
            if polls > 1 {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        }),
    ));
    let is_wake = |event: &Event| matches!(event, Event::Wake { .. });
    assert!(!recording.events.iter().any(is_wake), "{recording:?}");
}

#[test]
fn a_recording_inside_of_a_recording_panics() {
    let recording = record(async {
        let (here, panic) = (line!(), panic_of(|| record(async {})));
        assert_eq!(panic.message, "`record` inside of `record`");
        assert_eq!((panic.file.as_str(), panic.line), (file!(), here));
        opaque(|| "after", async {}).await
    });
    assert_eq!(recording.nodes.len(), 1);
}

#[test]
fn a_recorded_panic_goes_on_and_ends_the_recording() {
    let stage = Stage::new();
    let script = Script::<()>::new(&stage, "future").panics();
    let panic = panic_of(|| record(opaque(|| "future", script)));
    assert_eq!(panic.message, "future panics in its poll");
    assert_eq!(stage.present(), 0);
    assert_eq!(record(async {}).events, []);
}

#[test]
fn a_probe_outside_of_a_recording_is_a_future_like_any_other() {
    let stage = Stage::new();
    let script = Script::new(&stage, "future").pending(1).ready(7);
    let mut outside = Probe::new(opaque(|| "outside", script));
    assert_eq!(outside.poll(), Poll::Pending);
    stage.wake("future");
    assert_eq!((outside.wakes(), outside.poll()), (1, Poll::Ready(7)));
    drop(outside);
    assert_eq!(record(async {}).events, []);
}

#[test]
fn a_probe_that_was_never_polled_is_not_told_of() {
    let unpolled = opaque(|| "unpolled", async {});
    let recording = record(async { drop(unpolled) });
    assert_eq!((recording.nodes, recording.events), (vec![], vec![]));
}

#[test]
fn a_probe_that_has_panicked_is_nobodys_parent() {
    let recording = record(async {
        let mut panics = Box::pin(opaque(|| "panics", async { panic!("out of here") }));
        let poll = poll_fn(|cx| Poll::Ready(catch(|| panics.as_mut().poll(cx)).is_err()));
        assert!(poll.await);
        opaque(|| "next", async {}).await
    });
    let parents = recording.nodes.iter().map(|node| (node.name, node.parent));
    assert_eq!(
        parents.collect::<Vec<_>>(),
        [("panics", None), ("next", None)]
    );
}

#[test]
fn a_probe_shows_its_name() {
    assert_eq!(
        format!("{:?}", opaque(|| "name", async {})),
        "Probe(\"name\")"
    );
    assert_eq!(
        format!("{:?}", probe(|| "name", yield_now())),
        "Probe(\"name\")"
    );
}

#[test]
fn counts_are_shared_by_their_clones() {
    let counts = Counts::default();
    let both = join((
        count(&counts, yield_now()),
        count(&counts.clone(), yield_now()),
    ));
    longhand::block_on(both);
    assert_eq!((counts.polls(), counts.wakes()), (4, 2));
    let shown = format!("{:?}", count(&counts, yield_now()));
    let expected = format!("Counted {{ counts: {counts:?}, .. }}");
    assert_eq!(shown, expected);
}

#[test]
fn a_counted_future_wakes_the_latest_waker_and_clones_a_known_one_only_once() {
    let (stage, counts) = (Stage::new(), Counts::default());
    let (first, last) = (Actor::new(), Actor::new());
    let script = Script::new(&stage, "future").pending(1).ready(7);
    let mut counted = Box::pin(count(&counts, script));
    assert!(first.poll(counted.as_mut()).is_pending());
    assert!(last.poll(counted.as_mut()).is_pending());
    let clones = last.times(Deed::Clone);
    assert!(last.poll(counted.as_mut()).is_pending());
    assert_eq!(last.times(Deed::Clone), clones);
    stage.wake("future");
    assert_eq!((first.times(Deed::Wake), last.times(Deed::Wake)), (0, 1));
    assert_eq!(last.poll(counted.as_mut()), Poll::Ready(7));
    drop((counted, stage));
    assert_eq!((first.kept(), last.kept()), (0, 0));
    assert_eq!((counts.polls(), counts.wakes()), (4, 1));
}

#[test]
fn a_wake_from_another_thread_is_neither_seen_nor_waited_for() {
    let abroad = poll_fn(|cx| {
        let waker = cx.waker().clone();
        thread::spawn(|| waker.wake()).join().expect("it wakes");
        Poll::<()>::Pending
    });
    let recording = record(opaque(|| "abroad", abroad));
    assert_eq!(
        recording.events,
        [
            Event::Poll {
                node: 0,
                state: None
            },
            Event::Polled {
                node: 0,
                ready: false,
                state: None
            },
            Event::Hang,
            Event::Drop { node: 0 },
        ]
    );
}
