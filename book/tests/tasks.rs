//! What the chapter "task" says of parents and tasks.

use longhand_book::allocated;
use longhand_book::recording::Event;
use longhand_book::tasks::{polls, runs, scenes};

#[test]
fn who_asks_all_asks_half_the_square_and_who_asks_the_woken_asks_twice() {
    for (number, [all, woken, tasks]) in polls::rows() {
        assert_eq!(all, number + number * (number + 1) / 2);
        assert_eq!((woken, tasks), (2 * number, 2 * number));
    }
}

#[test]
fn a_wake_of_a_task_polls_no_other() {
    let recording = scenes::tasks();
    let name = |node: usize| recording.nodes[node].name.as_str();
    let polls = |of: &str| {
        let polls = recording
            .events
            .iter()
            .filter(|event| matches!(event, Event::Poll { node, .. } if name(*node) == of));
        polls.count()
    };
    assert_eq!((polls("beat"), polls("page")), (2, 3));
    assert_eq!(
        (polls("head"), polls("body")),
        (2, 3),
        "within a task all are asked"
    );
}

#[test]
fn within_a_subexecutor_only_the_child_that_woke_is_asked() {
    let recording = scenes::subexecutor();
    for (node, child) in recording.nodes.iter().enumerate().skip(1) {
        let polled = |event: &&Event| matches!(event, Event::Poll { node: of, .. } if *of == node);
        assert_eq!(
            recording.events.iter().filter(polled).count(),
            2,
            "{}",
            child.name
        );
    }
}

#[test]
fn a_task_is_one_allocation() {
    for (future, _, tasks) in allocated::tasks().unwrap() {
        assert_eq!(tasks.map(|task| task.times), [1; 3], "{future}");
        let [longhand, shorthand, tokio] = tasks.map(|task| task.bytes);
        assert!(longhand <= shorthand && longhand < tokio, "{future}");
    }
}

#[test]
fn a_handle_that_is_let_go_cancels() {
    assert_eq!(runs::run_dropped(), "dropped: 0 words\nheld:    3 words");
}

#[test]
fn a_restless_task_has_a_turn_in_each_round() {
    assert!(runs::run_restless().ends_with("turns of `restless`: 3"));
}
