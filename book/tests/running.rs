//! The drafts of the chapter "block_on", with a wake between any two of their steps.

use longhand_book::recording::{Event, Recording};
use longhand_book::running::letter::{Letter, letter};
use longhand_book::running::{busy, forgetful, nested, signalled, thread, tokens};

/// The moments in which a letter that comes is never read.
fn lost(block_on: impl Fn(Letter) -> &'static str) -> Vec<u64> {
    let is_lost = |&at: &u64| {
        let log = thread::script(|| assert_eq!(block_on(letter("hello", at)), "hello"));
        log.contains("asleep for ever")
    };
    (1..50).filter(is_lost).collect()
}

#[test]
fn who_has_no_memory_loses_the_wake_that_comes_before_the_sleep() {
    assert_eq!(lost(forgetful::block_on), [2]);
}

#[test]
fn who_never_sleeps_loses_none() {
    assert!(lost(busy::block_on).is_empty());
}

#[test]
fn a_token_or_a_flag_remembers_the_wake() {
    assert!(lost(tokens::block_on).is_empty());
    assert!(lost(signalled::block_on).is_empty());
}

fn hangs(recording: &Recording) -> bool {
    recording.events.contains(&Event::Hang)
}

fn polls(recording: &Recording, name: &str) -> usize {
    let polls = recording.events.iter().filter(
        |event| matches!(event, Event::Poll { node, .. } if recording.nodes[*node].name == name),
    );
    polls.count()
}

#[test]
fn a_token_of_the_thread_is_taken_by_the_inner_call() {
    let recording = nested::with_tokens();
    assert!(hangs(&recording));
    assert_eq!(polls(&recording, "inner"), 3, "once for the outer's wake");
}

#[test]
fn a_flag_of_the_call_is_there_when_the_inner_one_is_over() {
    let recording = nested::with_signals();
    assert!(!hangs(&recording));
    assert_eq!(polls(&recording, "inner"), 2);
    assert_eq!(polls(&recording, "outer"), 2);
}

#[test]
fn a_task_that_blocks_on_another_waits_for_itself() {
    let recording = nested::with_oneself();
    assert!(hangs(&recording));
    assert_eq!(
        polls(&recording, "answering"),
        1,
        "it is runnable, and is not run"
    );
}

#[test]
fn a_call_allocates_for_a_waker_that_is_kept_alone() {
    let table = longhand_book::allocated::of_block_on();
    let own = |future: &str| {
        let row = table.lines().find(|line| line.contains(future)).unwrap();
        row.split('|').nth(2).unwrap().trim().to_owned()
    };
    let futures = ["is ready at once", "gives way", "keeps its waker"];
    assert_eq!(futures.map(own), ["0", "0", "1"]);
}

#[test]
fn a_call_in_a_call_works_or_panics_and_says_so() {
    let table = longhand_book::running::peers::table().unwrap();
    let row = |name: &str| {
        let start = format!("| `{name}` |");
        table.lines().find(|line| line.starts_with(&start)).unwrap()
    };
    for nests in [
        "longhand",
        "longhand::shorthand",
        "pollster",
        "futures_lite",
    ] {
        assert!(row(nests).contains("Some(\"second\")"), "{}", row(nests));
    }
    for panics in ["futures_executor", "tokio"] {
        assert!(row(panics).contains("panics: "), "{}", row(panics));
    }
}
