//! What the chapter "spawn" says of servers, and of the handles of tasks.

use longhand::executor::LocalExecutor;
use longhand_book::panics;
use longhand_book::recording::Event;
use longhand_book::serving::{costs, handles, runs, scenes};

#[test]
fn whoever_awaits_a_connection_accepts_nobody_meanwhile() {
    let log = runs::run_one_by_one();
    let (before, after) = log.split_once("ann hangs up").unwrap();
    assert!(before.ends_with("bob hears nothing\n"), "{log}");
    assert!(after.ends_with("bob hears \"hello\"\n"), "{log}");
}

#[test]
fn whoever_spawns_it_accepts_the_next() {
    let log = runs::run_spawning();
    assert!(log.ends_with("bob hears \"hello\"\n"), "{log}");
    assert!(!log.contains("hears nothing"), "{log}");
}

#[test]
fn a_place_is_free_when_nothing_has_moved_for_so_long() {
    let log = runs::run_idle();
    let (before, after) = log.split_once("60 s pass\n").unwrap();
    assert!(before.ends_with("bob hears nothing\n"), "{log}");
    assert_eq!(after, "ann hears that it is over\nbob hears \"hello\"\n");
}

#[test]
fn after_a_stop_nobody_comes_in_and_the_grace_has_an_end() {
    let log = runs::run_stopped();
    assert!(log.contains("cleo connects: ConnectionRefused"), "{log}");
    assert!(
        log.ends_with("Served { accepted: 2, cut_off: 1 }\n"),
        "{log}"
    );
}

#[test]
fn who_finds_no_place_waits_until_one_is_given_back() {
    for recording in [scenes::served(), scenes::served_shorthand()] {
        let at = |wanted: Event| recording.events.iter().position(|event| *event == wanted);
        let node = |name: &str| recording.nodes.iter().position(|it| it.name == name);
        let [main, ann, bob] = ["main", "ann", "bob"].map(node);
        let left = at(Event::Drop { node: ann.unwrap() });
        let came = at(Event::Spawn {
            by: main,
            node: bob.unwrap(),
        });
        assert!(left.is_some() && left < came, "{recording:?}");
        assert!(!recording.events.contains(&Event::Hang));
    }
}

#[test]
fn what_a_task_keeps_is_free_when_its_cancel_is_over_and_not_when_its_handle_is() {
    assert_eq!(handles::free(), [false, true]);
}

#[test]
fn a_panic_is_one_answer_and_harms_no_other() {
    let answers = panics::catch(|| LocalExecutor::new().run(handles::three()));
    let [first, second, third] = answers.unwrap();
    assert_eq!((first, third), (Ok(1), Ok(3)));
    assert_eq!(second.unwrap_err(), "`two` is not a number");
}

#[test]
fn a_machine_has_no_buffer_while_it_waits() {
    for row in costs::rows() {
        let (longhand, shorthand) = (row.longhand, row.shorthand);
        assert!(
            2 * longhand.bytes < shorthand.bytes,
            "{longhand:?} {shorthand:?}"
        );
    }
}
