//! What the chapter "channel" says of drafts, and of the crate's channels.

use longhand::test::Grade;
use longhand_book::channels::orders::{Outcomes, drafts, run_deaf, run_torn};
use longhand_book::channels::{cancelled, costs, turns};
use longhand_book::recording::{Event, Recording};

#[test]
fn each_draft_loses_in_its_own_way_and_the_last_in_none() {
    let [torn, deaf, sound] = drafts().map(|(_, outcomes)| outcomes);
    assert!(torn.received > 0 && torn.lost > 0 && torn.asleep == 0);
    assert!(deaf.received > 0 && deaf.lost == 0 && deaf.asleep > 0);
    let Outcomes {
        received,
        lost,
        asleep,
    } = sound;
    assert!(received > 1);
    assert_eq!((lost, asleep), (0, 0));
}

#[test]
fn the_runs_lose_what_their_drafts_do() {
    assert!(run_torn().ends_with("the receiver has None"));
    assert!(run_deaf().ends_with("all that are left wait for ever\n"));
}

fn hangs(recording: &Recording) -> bool {
    recording.events.contains(&Event::Hang)
}

#[test]
fn a_turn_goes_with_whoever_leaves_unless_it_is_handed_on() {
    assert!(hangs(&turns::lost()));
    assert!(!hangs(&turns::handed_on()));
}

#[test]
fn what_is_sent_and_dropped_is_nowhere_and_what_was_in_a_slot_is_there() {
    let log = cancelled::run();
    assert!(
        log.ends_with("received: [\"first\"]\nleft:     Some(\"third\")"),
        "{log}"
    );
}

#[test]
fn the_grades_are_those_of_the_documentation() {
    let grades: Vec<Grade> = cancelled::grades().iter().map(|row| row.1).collect();
    assert_eq!(
        grades,
        [
            Grade::Lossless,
            Grade::Lossless,
            Grade::LosesData,
            Grade::LosesPlace,
            Grade::LosesPlace,
        ]
    );
}

#[test]
fn nobody_allocates_to_wait_and_a_channel_is_small() {
    assert!(costs::waiting().iter().all(|waiting| waiting.times == 0));
    for (channel, [own, theirs]) in costs::allocations() {
        assert!(own.bytes < theirs.bytes, "{channel}: {own:?} {theirs:?}");
    }
}
