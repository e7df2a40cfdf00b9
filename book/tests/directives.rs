//! A directive that cannot keep its word is told of by page and line.

use longhand_book::page::Page;
use longhand_book::{directive, prose, repository};

/// The page of this text, expanded, and what is wrong with it.
fn expanded(text: &str) -> (String, Vec<String>) {
    let page = page(text);
    let mut faults = Vec::new();
    let html = directive::expand(&repository(), &page, &mut faults);
    (html, faults.iter().map(ToString::to_string).collect())
}

fn page(text: &str) -> Page {
    Page {
        path: "page.md".to_owned(),
        text: text.to_owned(),
    }
}

#[track_caller]
fn works(text: &str, holds: &str) {
    let (html, faults) = expanded(text);
    assert_eq!(faults, Vec::<String>::new());
    assert!(html.contains(holds), "{html}");
}

#[track_caller]
fn fails(text: &str, says: &str) {
    let (_, faults) = expanded(&format!("# A page\n\nProse.\n\n{text}\n"));
    let [fault] = &faults[..] else {
        panic!("{} faults: {faults:?}", faults.len());
    };
    assert!(fault.starts_with("book/src/page.md:5: "), "{fault}");
    assert!(fault.contains(says), "{fault}");
}

#[test]
fn a_listing_has_its_item_and_its_lines() {
    let (html, _) = expanded("{{#code src/join/longhand.rs Future for Join}}");
    assert!(html.contains("impl<A: Future, B: Future> Future for Join<A, B> {"));
    let lines = html.split("src/join/longhand.rs, lines ").nth(1).unwrap();
    let (first, last) = lines.split_once('<').unwrap().0.split_once('–').unwrap();
    let source = std::fs::read_to_string(repository().join("src/join/longhand.rs")).unwrap();
    let line = |number: &str| {
        source
            .lines()
            .nth(number.parse::<usize>().unwrap() - 1)
            .unwrap()
    };
    assert!(line(first).starts_with("impl<A: Future, B: Future> Future for Join<A, B>"));
    assert_eq!(line(last), "}");
}

#[test]
fn a_listing_can_be_of_any_kind_of_item() {
    for item in [
        "Pair",
        "Places",
        "Phase",
        "Both::keep_first",
        "Pair::PHASE",
        "Drop for Pair",
    ] {
        works(
            &format!("{{{{#code src/pair.rs {item}}}}}"),
            "src/pair.rs, line",
        );
    }
}

#[test]
fn a_method_of_that_name_is_the_types_own() {
    let text = "{{#code src/signal.rs Signal::wake}}"; // there is one of a trait's too
    works(text, "self.wake_from_afar();");
}

#[test]
fn counts_are_rows_of_the_method() {
    let (html, _) = expanded("{{#counts block_on, woken once}}");
    let (_, place) = html.split_once("benches/METHOD.md, lines ").unwrap();
    let (line, _) = place.split_once('–').unwrap();
    let method = std::fs::read_to_string(repository().join("benches/METHOD.md")).unwrap();
    let row = method
        .lines()
        .nth(line.parse::<usize>().unwrap() - 1)
        .unwrap();
    assert!(
        row.starts_with("| block_on, woken once") && html.contains(row),
        "{html}"
    );
    works("{{#counts yield_now; join of two}}", "per child");
    works("{{#counts yield_now}}", "measured on");
    fails("{{#counts block_on, woken twice}}", "has no row");
    fails(
        "{{#counts join of two; block_on, woken once}}",
        "several tables",
    );
}

#[test]
fn a_recording_of_an_executor_tells_whose_wake_it_was() {
    works(
        "{{#scene nested-oneself}}",
        "which goes to the end of the run queue",
    );
    works(
        "{{#scene nested-token}}",
        "Another thread calls the waker of <code>outer</code>",
    );
    works("{{#scene nested-token}}", "\"size\":null");
}

#[test]
fn a_listing_of_an_item_that_is_gone_fails() {
    fails(
        "{{#code src/join/longhand.rs Both2}}",
        "no item called `Both2`",
    );
    fails("{{#code src/joined.rs Join}}", "no file src/joined.rs");
    fails("{{#code src/join/longhand.rs}}", "a listing is `FILE ITEM`");
    fails("{{#head src/joined.rs}}", "no file src/joined.rs");
}

#[test]
fn a_twin_is_two_listings() {
    let text = "{{#twin src/join/longhand.rs Join | src/join/shorthand.rs join}}";
    works(text, "src/join/shorthand.rs, lines");
    fails("{{#twin src/join/longhand.rs Join}}", "two listings");
}

#[test]
fn a_scene_has_a_step_for_each_event() {
    works("{{#scene join}}", "All 23 steps in words");
    fails("{{#scene joined}}", "no scene `joined`");
}

#[test]
fn a_guess_is_answered_by_the_recording() {
    works(
        "{{#scene join\nguess 14: `b` is dropped.\nwrong: Nothing.\n}}",
        "class=\"question\"",
    );
    fails(
        "{{#scene join\nguess 14: `a` is dropped.\nwrong: Nothing.\n}}",
        "is told otherwise",
    );
    fails(
        "{{#scene join\nguess 99: `a` is dropped.\nwrong: Nothing.\n}}",
        "no step 99",
    );
    fails(
        "{{#scene join\nguess 14: `b` is dropped.\n}}",
        "needs a wrong answer",
    );
    fails("{{#scene join\nask 14\n}}", "the second line");
    let twice = "{{#scene join\nguess 14: `b` is dropped.\nwrong: `b` is dropped.\n}}";
    fails(twice, "offered twice");
}

#[test]
fn bytes_are_measured() {
    let bytes = size_of_val(&longhand::yield_now());
    works("{{#bytes yield_now}}", &format!(">{bytes} byte</span>"));
    fails(
        "{{#bytes yield_later}}",
        "nothing measured is called `yield_later`",
    );
}

#[test]
fn tables_places_and_runs_are_known_by_name() {
    works("{{#table join}}", "join((yield_now(), yield_now()))");
    works("{{#table poll-waits}}", "`word_answer_or_alarm`");
    works("{{#table poll-of-std}}", "Err(WouldBlock)");
    works("{{#table limits}}", "`tokio::time::sleep(SOON)`");
    works("{{#table timeout-peers}}", "tokio, bytes");
    works("{{#places join}}", "A’s answer");
    works("{{#run draft-3}}", "second poll");
    fails("{{#table joins}}", "no table `joins`");
    fails("{{#places joins}}", "`joins`");
    fails("{{#run draft-9}}", "no program `draft-9`");
}

#[test]
fn a_plot_is_of_figures_that_are_committed() {
    works("{{#plot layers}}", "<svg class=\"plot\"");
    works("{{#plot layers}}", "book/data/copies.csv</figcaption>");
    fails("{{#plot lairs}}", "no plot `lairs`");
}

#[test]
fn a_limit_works_where_its_clock_is_kept() {
    let (table, _) = expanded("{{#table timeout-runtimes}}");
    let row = |limit: &str| table.lines().find(|line| line.contains(limit)).unwrap();
    let elapsed = |limit: &str| row(limit).matches("`Err(Elapsed)`").count();
    let panics = |limit: &str| row(limit).matches("panics").count();
    for of_one_runtime in ["longhand::time", "tokio::time"] {
        assert_eq!((elapsed(of_one_runtime), panics(of_one_runtime)), (1, 2));
    }
    for of_any in ["futures_timer", "closed()", "yield_now()"] {
        assert_eq!((elapsed(of_any), panics(of_any)), (3, 0));
    }
}

#[test]
fn what_does_not_compile_has_its_words() {
    let case = "a_callback_behind_an_rc_stays_on_its_thread";
    works(
        &format!("{{{{#ui {case}}}}}"),
        "cannot be sent between threads safely",
    );
    fails(
        "{{#ui children/of_the_corn}}",
        "no case `children/of_the_corn.rs`",
    );
}

#[test]
fn an_exercise_has_a_check_and_a_solution() {
    works("{{#exercise join/both}}", "A solution");
    fails(
        "{{#exercise join/neither}}",
        "no file book/exercises/join/neither/given.rs",
    );
}

#[test]
fn an_unknown_directive_fails() {
    fails("{{#include ../secret.rs}}", "no directive `include`");
}

#[test]
fn a_figure_typed_by_hand_is_found_with_its_line() {
    for typed in [
        "It takes 16 bytes.",
        "a 2,053-byte future",
        "4 KiB",
        "<p>1 byte</p>",
        "**72** and 72 bytes",
    ] {
        let faults = prose::typed_figures(&page(&format!("# A page\n\n{typed}\n")));
        let [fault] = &faults[..] else {
            panic!("{typed}: {faults:?}");
        };
        assert!(
            fault
                .to_string()
                .starts_with("book/src/page.md:3: a figure typed"),
            "{fault}"
        );
    }
}

#[test]
fn code_directives_and_words_are_no_typed_figures() {
    for fine in [
        "{{#bytes yield_now}}",
        "one byte",
        "`16 bytes`",
        "```text\n16 bytes\n```",
        "3 ms",
        "row 2",
    ] {
        let faults = prose::typed_figures(&page(fine));
        assert!(faults.is_empty(), "{fine}: {faults:?}");
    }
}

#[test]
fn a_table_of_the_readme_is_whole_and_says_what_prints_it() {
    let (html, _) = expanded("{{#readme bytes a connection that waits}}");
    for spelling in ["| longhand ", "| shorthand ", "| tokio "] {
        assert!(html.contains(spelling), "{html}");
    }
    works(
        "{{#readme instructions a request}}",
        "printed by cargo bench",
    );
    fails("{{#readme instructions a wish}}", "has no table");
}

#[test]
fn a_test_is_called_by_its_name_wherever_it_is_made() {
    let models = "{{#test tests/loom.rs a_value_sent_while_it_is_awaited_arrives}}";
    works(models, "model, tried by loom: tests/loom.rs, line ");
    // One of both spellings, one in a macro, one that the sanitizer leaves out.
    works(
        "{{#test tests/it/block_on.rs it_nests}}",
        "also under AddressSanitizer",
    );
    works(
        "{{#test tests/it/arity.rs a_crowd_is_joined_in_order}}",
        "line ",
    );
    let schedule = "both_spellings_do_the_same_in_every_schedule_of_two";
    works(
        &format!("{{{{#test tests/it/schedules/mod.rs {schedule}}}}}"),
        ">test: tests/it/schedules/mod.rs",
    );
    works(
        "{{#test ui-tests/threads an_executor_is_not_sent}}",
        "does not compile",
    );
    fails(
        "{{#test tests/it/block_on.rs it_nest}}",
        "has no test `it_nest`",
    );
    fails("{{#test tests/it/block_on.rs}}", "a check is `FILE NAME`");
    fails(
        "{{#test tests/it/blocked_on.rs it_nests}}",
        "there is no file",
    );
}

#[test]
fn numbers_are_counted() {
    let runs = longhand_book::runs::ALL.len().to_string();
    works("{{#number runs}}", &runs);
    let (number, _) = expanded("{{#number models}}");
    assert!(number.parse::<usize>().unwrap() > 60, "{number}");
    fails("{{#number wishes}}", "nobody counts `wishes`");
}
