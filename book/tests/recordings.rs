//! What is committed in `book/recordings` and `book/refused` is what happens.
//! `cargo run -p longhand-book -- record` writes it anew; look at the difference before you commit.

use longhand_book::recording::{self, Event, Recording};
use longhand_book::scenes::{self, Difference};
use longhand_book::{refused, repository, runs};

#[test]
fn every_scene_goes_as_it_was_recorded() {
    for (name, run) in scenes::ALL {
        let committed = recording::read(&repository(), name).unwrap();
        assert_eq!(
            Recording::from(run()),
            committed,
            "{name}: see the head of this file"
        );
    }
}

#[test]
fn a_scene_goes_the_same_way_each_time() {
    for (name, run) in scenes::ALL {
        assert_eq!(run(), run(), "{name}");
    }
}

#[test]
fn every_program_prints_what_it_printed() {
    for (name, program) in runs::ALL {
        let committed = runs::read(&repository(), name).unwrap();
        assert_eq!(program(), committed, "{name}: see the head of this file");
    }
}

#[test]
fn the_compiler_says_what_it_said() {
    let names = refused::own(&repository()).unwrap();
    assert!(!names.is_empty());
    for name in names {
        let said = refused::compile(&repository(), &name).unwrap();
        let committed = refused::read(&repository(), &name).unwrap();
        assert_eq!(said, committed, "{name}: see the head of this file");
    }
}

#[test]
fn nothing_is_left_over_of_a_scene_or_a_program_that_is_gone() {
    for entry in std::fs::read_dir(repository().join("book/recordings")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let known = match path.extension().unwrap().to_str().unwrap() {
            "json" => scenes::ALL.iter().any(|(scene, _)| *scene == name),
            "txt" => runs::ALL.iter().any(|(program, _)| *program == name),
            _ => false,
        };
        assert!(known, "{}", path.display());
    }
}

#[test]
fn twins_differ_only_in_what_is_written_down() {
    for (longhand, shorthand, allowed) in scenes::TWINS {
        let [mut long, mut short] =
            [longhand, shorthand].map(|name| recording::read(&repository(), name).unwrap());
        for difference in *allowed {
            forget(&mut long, *difference);
            forget(&mut short, *difference);
        }
        assert_eq!(long, short, "{longhand} and {shorthand}");
    }
}

#[test]
fn what_twins_may_differ_in_they_do_differ_in() {
    for (longhand, shorthand, allowed) in scenes::TWINS {
        for difference in *allowed {
            let [mut long, mut short] =
                [longhand, shorthand].map(|name| recording::read(&repository(), name).unwrap());
            for other in allowed.iter().filter(|other| *other != difference) {
                forget(&mut long, *other);
                forget(&mut short, *other);
            }
            assert_ne!(
                long, short,
                "{difference:?} of {longhand} is allowed for nothing"
            );
        }
    }
}

/// Makes two recordings the same in what they may differ in.
fn forget(recording: &mut Recording, difference: Difference) {
    match difference {
        Difference::Sizes => {
            recording.size = 0;
            recording.nodes.iter_mut().for_each(|node| node.size = 0);
        }
        Difference::Offsets => recording
            .nodes
            .iter_mut()
            .for_each(|node| node.offset = None),
        Difference::States => recording.events.iter_mut().for_each(|event| {
            if let Event::Poll { state, .. } | Event::Polled { state, .. } = event {
                *state = None;
            }
        }),
    }
}

#[test]
fn a_probe_takes_no_byte() {
    use longhand::trace::{opaque, probe};
    use longhand::{join, yield_now};

    let plain = join((yield_now(), yield_now()));
    let probed = probe(
        || "join",
        join((probe(|| "a", yield_now()), opaque(|| "b", yield_now()))),
    );
    assert_eq!(size_of_val(&plain), size_of_val(&probed));
}

#[test]
fn to_take_a_letter_is_lossless_and_to_read_it_loses_data() {
    use std::rc::Rc;

    use longhand::test::{Grade, cancel_after_every_poll};
    use longhand::time::ManualClock;
    use scenes::select::{Mailbox, read};

    let clock = &ManualClock::new();
    let begin = || {
        let mailbox = Rc::new(Mailbox::default());
        let (slot, mut letter) = (mailbox.clone(), Some("hello"));
        let step = move || match letter.take() {
            Some(letter) => slot.put(letter),
            None => drop(clock.advance_to_next()),
        };
        (mailbox, step)
    };
    clock.enter(|| {
        cancel_after_every_poll(begin, async |mailbox| mailbox.take().await)
            .assert(Grade::Lossless);
        cancel_after_every_poll(begin, async |mailbox| read(mailbox).await)
            .assert(Grade::LosesData);
    });
}
