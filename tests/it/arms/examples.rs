//! The two examples that anybody can run: what they print is held here.

#[path = "../../../examples/futurelock.rs"]
mod futurelock;
#[path = "../../../examples/lost_messages.rs"]
mod lost_messages;

#[test]
fn a_naive_loop_loses_messages_and_arms_lose_none() {
    let (naive, arms) = (lost_messages::naive(), lost_messages::with_arms());
    assert_eq!(naive.received, [1, 3, 5]);
    assert_eq!(naive.lost(), 3);
    assert_eq!(arms.received, [1, 2, 3, 4, 5, 6]);
    assert_eq!(arms.lost(), 0);
    assert!(
        naive.beats > 0 && arms.beats > 0,
        "both had something to do meanwhile"
    );
}

#[test]
fn a_handler_that_waits_for_an_arm_hangs_in_a_naive_loop_and_not_when_it_is_driven() {
    assert_eq!(futurelock::naive(), Err(futurelock::Hangs));
    assert_eq!(futurelock::driven(), Ok(vec!["request handled", "saved"]));
}
