//! Pages with tables that are made of the figures: each stands between two marks, and what is around them
//! is prose.

use std::fs;
use std::io;
use std::path::Path;

use longhand_bench::figures::{Data, Figure};
use longhand_bench::provenance::Provenance;
use longhand_bench::serving;
use longhand_bench::summary;

use crate::repository;

/// A page, and what is between its marks.
pub struct Page {
    pub path: &'static str,
    parts: Vec<(&'static str, String)>,
}

/// The pages, with what the figures in the folder say.
pub fn all(folder: &Path) -> io::Result<[Page; 2]> {
    let read = |name: &str| Data::read(&folder.join(name).with_extension("csv"));
    let (instructions, growth) = (read("instructions")?, read("growth")?);
    let (copies, unoptimised) = (read("copies")?, read("copies-unoptimised")?);
    let (threads, net) = (read("threads")?, read("net")?);
    let readme = Page {
        path: "README.md",
        parts: vec![
            (
                "speed",
                summary::chosen(&instructions.figures, &CHOSEN).to_string(),
            ),
            ("where", from(&instructions.provenance)),
            ("connections", serving::memory(&net.figures).to_string()),
            ("requests", requests(&net)),
        ],
    };
    let counted = |unit: &str| summary::table(&instructions.figures, unit).to_string();
    let timed = |unit: &str| summary::times(&threads.figures, unit).to_string();
    let method = Page {
        path: "benches/METHOD.md",
        parts: vec![
            ("where", from(&growth.provenance)),
            ("peers", format!("{}.\n", growth.provenance.get("peers"))),
            ("children", counted("instructions per child")),
            ("running", counted("instructions each")),
            ("messages", counted("instructions per message")),
            ("where-threads", from(&threads.provenance)),
            ("hand-overs", hand_overs(&threads.figures)),
            ("waits", timed("µs each")),
            ("between-threads", timed("ns per message")),
            ("lost-size", lost(&read("size")?.figures)),
            ("lost-instructions", lost(&instructions.figures)),
            ("lost-copies", lost(&four_deep(&copies.figures))),
            (
                "lost-copies-unoptimised",
                lost(&four_deep(&unoptimised.figures)),
            ),
            ("lost-net", lost(&of_peers(&net.figures))),
            ("lost-growth", lost(&growth.figures)),
            ("lost-threads", lost(&threads.figures)),
        ],
    };
    Ok([readme, method])
}

/// The rows of instructions that the README has.
const CHOSEN: [&str; 16] = [
    "join of two",
    "join of eight",
    "join of 1,000",
    "select of two",
    "select of eight",
    "arms of eight",
    "group of 1,000",
    "timeout, ready at once",
    "block_on, woken once",
    "spawn one, await it",
    "a task wakes another",
    "timer, of 100,800 at once",
    "send and receive, capacity 16",
    "from task to task, capacity 1",
    "from task to task, capacity 1024",
    "a oneshot that is awaited",
];

/// What it takes everyone to go on with another task or thread.
fn hand_overs(figures: &[Figure]) -> String {
    let shown = |figure: &&Figure| figure.unit == "ns each" && figure.what.starts_with("one ");
    let figures: Vec<Figure> = figures.iter().filter(shown).cloned().collect();
    summary::by_author("ns each", &figures).to_string()
}

/// What a request costs, by what is counted and by the clock, and where.
fn requests(net: &Data) -> String {
    let [instructions, time] = [serving::instructions, serving::time].map(|of| of(&net.figures));
    format!("{instructions}\n{time}\n{}", from(&net.provenance))
}

/// The rows in which a peer is better.
fn lost(figures: &[Figure]) -> String {
    let lost = summary::lost(figures);
    if lost.is_empty() {
        return "None.\n".to_owned();
    }
    lost.to_string()
}

/// Of layers those of four, and what has none.
fn four_deep(figures: &[Figure]) -> Vec<Figure> {
    let shown = |what: &str| what.ends_with("4 deep") || !what.ends_with("deep");
    let figures = figures.iter().filter(|figure| shown(&figure.what));
    figures.cloned().collect()
}

/// Without the loop that has no futures.
fn of_peers(figures: &[Figure]) -> Vec<Figure> {
    let peers = figures.iter().filter(|figure| figure.who != serving::RAW);
    peers.cloned().collect()
}

impl Page {
    /// The page as it has to be.
    pub fn text(&self) -> io::Result<String> {
        let mut text = fs::read_to_string(repository().join(self.path))?;
        for (name, part) in &self.parts {
            text = self.with(text, name, part)?;
        }
        Ok(text)
    }

    /// The text with another part between the marks of this name.
    fn with(&self, text: String, name: &str, part: &str) -> io::Result<String> {
        let [begin, end] = [format!("<!-- {name} -->\n"), format!("<!-- /{name} -->\n")];
        let parts = text.split_once(&begin).and_then(|(before, rest)| {
            let (_, after) = rest.split_once(&end)?;
            Some((before, after))
        });
        let Some((before, after)) = parts else {
            let fault = format!("{} has no place for `{name}`", self.path);
            return Err(io::Error::other(fault));
        };
        Ok(format!("{before}{begin}\n{part}\n{end}{after}"))
    }
}

/// Where figures are from, in a sentence.
fn from(provenance: &Provenance) -> String {
    let [machine, system, date, compiler, valgrind] =
        ["machine", "system", "date", "compiler", "valgrind"].map(|name| provenance.get(name));
    format!("Measured on {date}: {machine}, {system}; {compiler}; {valgrind}.\n")
}
