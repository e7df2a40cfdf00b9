//! What the chapter "reactor" says of edges, and of whom they wake.

use longhand_book::reactors::{costs, runs, scenes};
use longhand_book::recording::{Event, Outside, Recording};

fn hangs(recording: &Recording) -> bool {
    recording.events.contains(&Event::Hang)
}

#[test]
fn whoever_waits_before_it_reads_loses_the_edge_that_has_come() {
    assert!(hangs(&scenes::lost()));
    let log = runs::run_lost();
    assert!(
        log.contains("read: ping\nleft in the socket: 4 bytes"),
        "{log}"
    );
}

#[test]
fn whoever_reads_before_it_waits_has_both_words_of_one_edge() {
    for recording in [scenes::kept(), scenes::kept_shorthand()] {
        assert!(!hangs(&recording));
        let wakes = |event: &&Event| {
            let system = Outside::System;
            matches!(event, Event::Wake { outside, .. } if *outside == system)
        };
        assert_eq!(recording.events.iter().filter(wakes).count(), 2);
        let second = recording.nodes.iter().position(|it| it.name == "second");
        let polls =
            |event: &&Event| matches!(event, Event::Poll { node, .. } if Some(*node) == second);
        assert_eq!(recording.events.iter().filter(polls).count(), 1);
    }
}

#[test]
fn whoever_forgets_what_would_block_asks_half_the_square() {
    let (read, in_vain) = runs::in_vain();
    // All at first, and after each word those who have none.
    assert_eq!((read, in_vain), (10, 10 + 10 * 9 / 2));
}

#[test]
fn a_socket_that_nobody_drives_says_so() {
    let said = runs::run_undriven();
    assert!(
        said.starts_with("panicked: a socket waits where nobody"),
        "{said}"
    );
}

#[test]
fn of_two_that_read_one_sleeps_for_ever() {
    let log = runs::run_two_readers();
    assert!(
        log.contains("bob has ping") && !log.contains("ann has"),
        "{log}"
    );
    assert!(log.ends_with("asleep for ever: 1\n"), "{log}");
}

#[test]
fn a_socket_has_smaller_futures_by_hand() {
    for row in costs::rows() {
        let (longhand, shorthand) = (row.longhand, row.shorthand);
        assert!(
            longhand.bytes < shorthand.bytes,
            "{longhand:?} {shorthand:?}"
        );
    }
}
