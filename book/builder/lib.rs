//! The program that makes the book.
//!
//! A page is Markdown with directives, `{{#name argument}}`. Each stands for something that exists
//! elsewhere and is fetched when the book is built, so that a page cannot tell what is no longer
//! true: if the thing is gone, the build fails with page and line.
//!
//! | directive               | becomes                                            | in           |
//! |-------------------------|----------------------------------------------------|--------------|
//! | `{{#code FILE ITEM}}`   | a listing of the crate's own source, by item name  | [`listing`]  |
//! | `{{#twin … \| …}}`      | two listings side by side                          | [`listing`]  |
//! | `{{#head FILE}}`        | what a file says of itself: its states and table   | [`listing`]  |
//! | `{{#scene NAME …}}`     | a recorded run to step through, and one guess      | [`stepper`]  |
//! | `{{#run NAME}}`         | what a small program prints                        | [`runs`]     |
//! | `{{#bytes NAME}}`       | a size, measured when the book is built            | [`measure`]  |
//! | `{{#table NAME}}`       | a table of sizes, or of what crates do             | [`tables`]   |
//! | `{{#counts ROW; …}}`    | instructions that METHOD has of the benches       | [`committed`]|
//! | `{{#readme HEAD}}`     | a table of the README, by the first cell of its head| [`committed`]|
//! | `{{#plot NAME}}`        | a plot of figures that were measured and committed | [`plot`]     |
//! | `{{#places NAME}}`      | where values lay in memory, told by their drops    | [`places`]   |
//! | `{{#ui CASE}}`          | code that does not compile, with the words for it  | [`refused`]  |
//! | `{{#exercise NAME}}`    | code that fails, its check, and a solution         | [`exercise`] |
//! | `{{#test FILE NAME}}`   | a test by its name, and how it is run              | [`check`]    |
//! | `{{#unsafe FILE …}}`    | each `unsafe` of a file, why, and what checks it   | [`unsafety`] |
//! | `{{#number NAME}}`      | how many there are of what this repository has     | [`numbers`]  |
//!
//! What else fails the build: a figure of bytes typed by hand ([`prose`]), a dead link ([`links`]),
//! a public item of the crate that no page shows and nobody waives ([`coverage`]), and a file with
//! `unsafe` that no page explains ([`unsafety`]).

pub mod after_ready;
pub mod allocated;
pub mod book;
pub mod channels;
pub mod check;
pub mod committed;
pub mod coverage;
pub mod crowd;
pub mod directive;
pub mod drafts;
pub mod exercise;
pub mod in_turn;
pub mod limits;
pub mod links;
pub mod listing;
pub mod measure;
pub mod measured;
pub mod numbers;
pub mod page;
pub mod panics;
pub mod pinned;
pub mod places;
pub mod plot;
pub mod polls;
pub mod prose;
pub mod reactors;
pub mod recording;
pub mod refused;
pub mod running;
pub mod runs;
pub mod scenes;
pub mod serving;
pub mod size;
pub mod stepper;
pub mod tables;
pub mod tasks;
pub mod threads;
pub mod timeline;
pub mod told;
pub mod unsafety;
pub mod waiting;
pub mod wakers;
pub mod words;

use std::path::{Path, PathBuf};

/// The folder of the repository: what a page's directives name is found from here.
pub fn repository() -> PathBuf {
    let book = Path::new(env!("CARGO_MANIFEST_DIR"));
    book.parent().unwrap_or(book).to_path_buf()
}
