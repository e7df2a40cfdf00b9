//! What pages show of the figures: plots, and tables between marks.

use std::fs;
use std::io;
use std::path::Path;

use longhand_bench::figures::{Data, Figure};
use longhand_bench::serving::{HEAP, RESIDENT};

use crate::pages;
use crate::plot::{Line, Panel, Plot, lines};
use crate::{data, repository};

/// Writes the plots and the pages' tables.
pub fn write() -> io::Result<()> {
    plots(&data())?
        .iter()
        .try_for_each(|plot| plot.write(&data()))?;
    for page in pages::all(&data())? {
        fs::write(repository().join(page.path), page.text()?)?;
    }
    Ok(())
}

/// Fails if the plots or the tables are not those of the figures.
pub fn check() -> io::Result<()> {
    let mut stale = Vec::new();
    for plot in plots(&data())? {
        if fs::read_to_string(data().join(&plot.name))? != plot.svg()? {
            stale.push(plot.name.clone());
        }
    }
    for page in pages::all(&data())? {
        if fs::read_to_string(repository().join(page.path))? != page.text()? {
            stale.push(page.path.to_owned());
        }
    }
    match stale.is_empty() {
        true => Ok(()),
        false => Err(io::Error::other(format!(
            "not what the figures say: {}. Draw anew with\n  cargo run --release -p longhand-bench -- draw",
            stale.join(", ")
        ))),
    }
}

/// All plots of the figures in a folder.
pub fn plots(folder: &Path) -> io::Result<Vec<Plot>> {
    let copies = Data::read(&folder.join("copies.csv"))?;
    let growth = Data::read(&folder.join("growth.csv"))?;
    let grown = ["join", "select", "group", "channel", "tasks", "timers"];
    let mut plots: Vec<Plot> = grown.map(|what| of_growth(what, &growth)).into();
    let net = Data::read(&folder.join("net.csv"))?;
    plots.extend([connections(&net), layers(&copies), construction(&copies)]);
    Ok(plots)
}

/// What one of many costs, and what it keeps.
fn of_growth(what: &str, growth: &Data) -> Plot {
    let units = ["instructions each", "bytes each"];
    let mut panels: Vec<Panel> = units.map(|unit| growing(what, unit, growth)).into();
    panels.retain(|panel| !panel.lines.is_empty()); // without valgrind there are no instructions
    Plot {
        name: format!("growth-{what}.svg"),
        said: said(&format!("What one of many costs, {what}"), growth, "growth"),
        panels,
    }
}

/// What a connection takes that waits, of one and of ever more of them.
fn connections(net: &Data) -> Plot {
    Plot {
        name: "growth-connections.svg".to_owned(),
        said: said("The bytes of a connection that waits", net, "net"),
        panels: [HEAP, RESIDENT]
            .map(|unit| growing("connections", unit, net))
            .into(),
    }
}

/// One of ever more, in one unit.
fn growing(what: &str, unit: &str, data: &Data) -> Panel {
    Panel {
        across: format!("{what}: how many"),
        upwards: unit.to_owned(),
        lines: lines(of(data, what, unit)),
        marks: Vec::new(),
    }
}

/// What a plot shows, and where its figures are from.
fn said(what: &str, data: &Data, file: &str) -> String {
    let [machine, date, compiler] =
        ["machine", "date", "compiler"].map(|name| data.provenance.get(name));
    format!("{what}. {machine}, {date}, {compiler}; book/data/{file}.csv")
}

/// The figures of one thing in one unit.
fn of<'a>(data: &'a Data, what: &str, unit: &str) -> impl Iterator<Item = &'a Figure> {
    let figures = data.figures.iter();
    figures.filter(move |figure| (figure.what.as_str(), figure.unit.as_str()) == (what, unit))
}

/// Who is shown in the plots of copies, and the name there.
const SHOWN: [(&str, &str, &str); 8] = [
    ("join", "longhand", "longhand join"),
    ("plain", "longhand", "longhand fuse"),
    ("plain", "shorthand", "shorthand: async fn"),
    ("join", "shorthand", "shorthand join"),
    ("join", "tokio", "tokio join!"),
    ("join", "futures-util", "futures-util join"),
    ("join", "futures-concurrency", "futures-concurrency join"),
    ("join", "embassy-futures", "embassy-futures join"),
];

/// The child of the plot of layers.
const CHILD: u64 = 8_000;

/// How the bytes of a future, and those that are written until it is polled, grow with its layers.
fn layers(copies: &Data) -> Plot {
    let lines = |bytes: fn(&Data, &str, &str) -> Option<f64>| {
        let line = |(what, who, name): (&str, &str, &str)| {
            let points = [1, 2, 4, 8].map(|deep| {
                let bytes = bytes(copies, &format!("{what}, {deep} deep"), who)?;
                Some((f64::from(deep), bytes / CHILD as f64))
            });
            Line {
                name: name.to_owned(),
                points: points.into_iter().flatten().collect(),
            }
        };
        SHOWN.map(line).into()
    };
    let panel = |upwards: &str, lines| Panel {
        across: "layers".to_owned(),
        upwards: upwards.to_owned(),
        lines,
        marks: Vec::new(),
    };
    Plot {
        name: "layers.svg".to_owned(),
        said: said(
            "The bytes of layers around a child, and how often it is written before it is polled",
            copies,
            "copies",
        ),
        panels: vec![
            panel(
                "bytes, for each of the child",
                lines(|copies, what, who| figure_of(copies, what, who, "bytes of the future")),
            ),
            panel(
                "times that the child is written",
                // Once it is written where it is made.
                lines(|copies, what, who| {
                    let moved = figure_of(copies, what, who, "bytes moved")?;
                    Some(moved + CHILD as f64)
                }),
            ),
        ],
    }
}

fn figure_of(copies: &Data, what: &str, who: &str, unit: &str) -> Option<f64> {
    by(copies, what, who, unit)
        .find(|figure| figure.at == Some(CHILD))
        .map(|figure| figure.figure)
}

/// The figures of one author, for every child.
fn by<'a>(copies: &'a Data, what: &str, who: &str, unit: &str) -> impl Iterator<Item = &'a Figure> {
    of(copies, what, unit).filter(move |figure| figure.who == who)
}

/// How long it takes until ever larger futures of four layers are polled, and where the caches end.
fn construction(copies: &Data) -> Plot {
    let line = |(what, who, name): (&str, &str, &str)| {
        let what = format!("{what}, 4 deep");
        let sizes = by(copies, &what, who, "bytes of the future");
        let times = by(copies, &what, who, "ns");
        Line {
            name: name.to_owned(),
            points: sizes
                .zip(times)
                .map(|(size, time)| (size.figure, time.figure))
                .collect(),
        }
    };
    let caches = copies.provenance.caches().into_iter().enumerate();
    let marks = caches.map(|(number, bytes)| (bytes as f64, format!("L{}", number + 1)));
    Plot {
        name: "construction.svg".to_owned(),
        said: said(
            "The time from making a future of four layers to its first poll, and where caches end",
            copies,
            "copies",
        ),
        panels: vec![Panel {
            across: "bytes of the future".to_owned(),
            upwards: "ns until it is polled".to_owned(),
            lines: SHOWN.map(line).into(),
            marks: marks.collect(),
        }],
    }
}
