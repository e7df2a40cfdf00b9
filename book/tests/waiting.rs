//! What the chapter "waiting" says of programs that wait.

use std::rc::Rc;

use longhand::block_on;
use longhand_book::polls::World;
use longhand_book::waiting::programs::{all_begun, awaited_one_by_one, one_by_one};
use longhand_book::waiting::times::{Deed, took};
use longhand_book::waiting::{hidden, measured};

#[test]
fn the_programs_count_the_same_letters() {
    let world = || Rc::new(World::default());
    let letters = one_by_one(&world());
    assert_eq!(letters, "newsmailmap".len());
    assert_eq!(letters, all_begun(&world()));
    assert_eq!(letters, block_on(awaited_one_by_one(&world())));
}

#[test]
fn only_waits_overlap() {
    use Deed::{Waits, Works};
    assert_eq!(took(Waits(6), Waits(4)), [10, 6]);
    assert_eq!(took(Waits(6), Works(4)), [10, 6]);
    assert_eq!(took(Works(6), Works(4)), [10, 10]);
    assert_eq!(
        took(Works(4), Waits(6)),
        [10, 10],
        "work that comes first overlaps nothing"
    );
}

#[test]
fn a_wait_that_is_hidden_keeps_whoever_would_end_it_from_running() {
    assert!(hidden::run().ends_with("asleep for ever"));
}

#[test]
fn what_was_measured_says_where_and_when() {
    let table = measured::table(&longhand_book::repository()).unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| ")).count();
    assert!(rows > 5, "{table}");
    let (_, place) = table.split_once("medians, ").unwrap();
    assert!(
        place.contains("cores") && place.contains("rustc"),
        "{place}"
    );
}
