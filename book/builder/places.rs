//! `{{#places NAME}}`: where values lay in memory, told by the values themselves.
//!
//! A future or an answer of this file says its own address when it is dropped. So a join that is
//! dropped half-way says where it kept what: no formula is drawn, and no private field is read.

use std::cell::RefCell;
use std::fmt::Write;
use std::future::pending;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use anyhow::{Result, bail};
use longhand::select;

use crate::in_turn::{longhand as by_hand, shorthand};
use crate::measure::in_bytes;
use crate::size::layers::passed_on;

/// How many polls a child needs; `NEVER` is more than it gets.
const NEVER: u8 = u8::MAX;

thread_local! {
    static SEEN: RefCell<Vec<Place>> = const { RefCell::new(Vec::new()) };
}

/// Where something lay when it was dropped.
#[derive(Clone, Copy, Debug)]
struct Place {
    name: &'static str,
    address: usize,
    size: usize,
}

impl Place {
    /// Of a value that is being dropped.
    fn see<T>(name: &'static str, value: &T) {
        let (address, size) = ((&raw const *value).addr(), size_of::<T>());
        SEEN.with_borrow_mut(|seen| {
            seen.push(Place {
                name,
                address,
                size,
            })
        });
    }
}

/// An answer that says where it is when it goes.
struct Answer<const ROOM: usize> {
    name: &'static str,
    _room: [u8; ROOM],
}

impl<const ROOM: usize> Drop for Answer<ROOM> {
    fn drop(&mut self) {
        Place::see(self.name, self);
    }
}

/// A child that does, too.
struct Child<const ROOM: usize, const ANSWER: usize> {
    name: &'static str,
    answer: &'static str,
    polls: u8,
    _room: [u8; ROOM],
}

impl<const ROOM: usize, const ANSWER: usize> Child<ROOM, ANSWER> {
    fn new(name: &'static str, answer: &'static str, polls: u8) -> Self {
        Child {
            name,
            answer,
            polls,
            _room: [0; ROOM],
        }
    }
}

impl<const ROOM: usize, const ANSWER: usize> Future for Child<ROOM, ANSWER> {
    type Output = Answer<ANSWER>;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Answer<ANSWER>> {
        self.polls -= 1;
        match self.polls {
            0 => Poll::Ready(Answer {
                name: self.answer,
                _room: [0; ANSWER],
            }),
            _ => Poll::Pending,
        }
    }
}

impl<const ROOM: usize, const ANSWER: usize> Drop for Child<ROOM, ANSWER> {
    fn drop(&mut self) {
        Place::see(self.name, self);
    }
}

type First = Child<23, 72>;
type Second = Child<23, 104>;

fn children(first: u8, second: u8) -> (First, Second) {
    (
        Child::new("A", "A’s answer", first),
        Child::new("B", "B’s answer", second),
    )
}

/// The three moments of a join that is dropped after its first poll.
const MOMENTS: [(&str, u8, u8); 3] = [
    ("both futures run", NEVER, NEVER),
    ("A has answered", 1, NEVER),
    ("B has answered", NEVER, 1),
];

/// What is alive in a future at some moment, and the future's size.
type Moment = (&'static str, (usize, Vec<Place>));

fn joined(moment: fn(u8, u8) -> (usize, Vec<Place>)) -> Vec<Moment> {
    let moments = MOMENTS.map(|(when, first, second)| (when, moment(first, second)));
    moments.into()
}

/// The three moments of one future after the other.
fn in_turn<F: Future>(in_turn: fn(First, Second) -> F) -> Vec<Moment> {
    let moment = |polls, first| {
        let (first, second) = children(first, NEVER);
        places(polls, in_turn(first, second))
    };
    vec![
        ("not polled yet", moment(0, NEVER)),
        ("at the first await", moment(1, NEVER)),
        ("at the second await", moment(1, 1)),
    ]
}

/// A future inside of two others, before its first poll and after it; and whether it is moved then.
fn layers<F: Future>(moved: bool, layers: fn(First) -> F) -> Vec<Moment> {
    let moment = |polls| places(polls, layers(Child::new("A", "A’s answer", NEVER)));
    let (before, after) = (moment(0), moment(1));
    let lies_elsewhere = before.1[0].address != after.1[0].address;
    assert_eq!(
        lies_elsewhere, moved,
        "whether a first poll moves the child"
    );
    vec![("not polled yet", before), ("polled", after)]
}

/// The picture of that name.
pub fn picture(name: &str) -> Result<String> {
    let moments = match name {
        "join" => joined(|a, b| places(1, longhand::join(children(a, b)))),
        "join-shorthand" => joined(|a, b| places(1, longhand::shorthand::join(children(a, b)))),
        "in-turn" => in_turn(by_hand::in_turn),
        "in-turn-shorthand" => in_turn(shorthand::in_turn),
        "passed-on" => layers(true, |child| passed_on(passed_on(child))),
        "selected" => layers(false, |child| {
            select((select((child, pending::<()>())), pending::<()>()))
        }),
        _ => bail!("nobody has looked where `{name}` keeps its values"),
    };
    let mut rows = String::new();
    let mut whole = 0;
    for (when, (size, places)) in moments {
        whole = size;
        write!(
            rows,
            "<div class=\"when\">{when}</div><div class=\"bytes\">"
        )?;
        for place in places {
            row(&mut rows, place, size)?;
        }
        rows.push_str("</div>");
    }
    let size = in_bytes(whole);
    Ok(format!(
        "<figure class=\"places\" data-places=\"{name}\">{rows}\
         <figcaption>{size} in all</figcaption></figure>"
    ))
}

fn row(rows: &mut String, place: Place, whole: usize) -> std::fmt::Result {
    let percent = |bytes: usize| bytes as f64 * 100.0 / whole as f64;
    let Place {
        name,
        address,
        size,
    } = place;
    let (left, width) = (percent(address), percent(size));
    let kind = if name.ends_with("answer") {
        "answer"
    } else {
        "future"
    };
    write!(
        rows,
        "<div class=\"cell {kind}\" style=\"left:{left:.3}%;width:{width:.3}%\" \
         title=\"{name}: {}, from byte {address} on\"><b>{name}</b> at {address}</div>",
        in_bytes(size),
    )
}

/// Polls, drops, and says where everything that was alive lay, from the future's beginning.
fn places<F: Future>(polls: usize, future: F) -> (usize, Vec<Place>) {
    let future = Box::new(future);
    // Taken before it is pinned: nothing in it points to itself yet.
    let base = (&raw const *future).addr();
    let mut future = Box::into_pin(future);
    for _ in 0..polls {
        let answer = future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        assert!(answer.is_pending(), "a future that is ready keeps nothing");
    }
    SEEN.take(); // the child that has answered
    drop(future);
    let inside = |place: Place| Place {
        address: place.address - base,
        ..place
    };
    (
        size_of::<F>(),
        SEEN.take().into_iter().map(inside).collect(),
    )
}
