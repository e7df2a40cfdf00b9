//! Figures side by side: longhand, its twin, and the peer that is best.

use crate::figures::Figure;
use crate::table::Table;
use crate::workload::FLOOR;

/// What was asked of everyone alike, and what it cost each.
pub struct Question<'a> {
    pub what: &'a str,
    pub at: Option<u64>,
    pub unit: &'a str,
    figures: Vec<&'a Figure>,
}

/// The questions that the figures answer, in their order.
pub fn questions(figures: &[Figure]) -> Vec<Question<'_>> {
    let mut questions: Vec<Question<'_>> = Vec::new();
    for figure in figures {
        let Figure { what, at, unit, .. } = figure;
        let same = |known: &&mut Question<'_>| {
            (known.what, known.at, known.unit) == (what, *at, unit.as_str())
        };
        match questions.iter_mut().find(same) {
            Some(known) => known.figures.push(figure),
            None => questions.push(Question {
                what,
                at: *at,
                unit,
                figures: vec![figure],
            }),
        }
    }
    questions
}

/// Everyone who was asked, in the order in which they come.
pub fn everyone(figures: &[Figure]) -> Vec<&str> {
    let mut everyone: Vec<&str> = Vec::new();
    for Figure { who, .. } in figures {
        if !everyone.contains(&who.as_str()) {
            everyone.push(who);
        }
    }
    everyone
}

impl<'a> Question<'a> {
    /// What it costs this one, if it was asked.
    pub fn of(&self, who: &str) -> Option<f64> {
        self.figure(who).map(|figure| figure.figure)
    }

    fn figure(&self, who: &str) -> Option<&'a Figure> {
        let mut figures = self.figures.iter();
        figures.find(|figure| figure.who == who).copied()
    }

    /// The peer that costs least, of those that `counts` lets in.
    pub fn best(&self, counts: impl Fn(&Figure) -> bool) -> Option<&'a Figure> {
        let ours = ["longhand", "shorthand", "limit", FLOOR];
        let is_ours = |who: &str| ours.iter().any(|name| who.starts_with(name));
        let peers = self.figures.iter();
        let peers = peers.filter(|figure| !is_ours(&figure.who));
        let counted = peers.filter(|figure| counts(figure));
        counted
            .min_by(|one, other| one.figure.total_cmp(&other.figure))
            .copied()
    }

    fn row(&self) -> Vec<String> {
        let longhand = self.of("longhand").expect("longhand is measured");
        let plain = |cost: Option<f64>| cost.map_or("–".to_owned(), |cost| format!("{cost:.1}"));
        let named = |best: Option<&Figure>| match best {
            Some(Figure { who, figure, .. }) => [
                format!("{figure:.1} {who}"),
                format!("{:.2}", longhand / figure),
            ],
            None => ["–".to_owned(), "–".to_owned()],
        };
        let mut cells = vec![self.what.to_owned(), plain(self.of(FLOOR))];
        cells.extend([plain(Some(longhand)), plain(self.of("shorthand"))]);
        cells.extend(named(self.best(|_| true)));
        cells.extend(named(self.best(|figure| !figure.lesser)));
        cells
    }
}

/// The units of the figures, in their order.
pub fn units(figures: &[Figure]) -> Vec<&str> {
    let mut units: Vec<&str> = Vec::new();
    for Figure { unit, .. } in figures {
        if !units.contains(&unit.as_str()) {
            units.push(unit);
        }
    }
    units
}

/// The figures of one thing in one unit: a row for each author, a column for each number.
pub fn numbered(
    title: &str,
    figures: &[Figure],
    head: impl Fn(u64) -> String,
    cell: impl Fn(&Question<'_>, &str) -> Option<String>,
) -> Table {
    let columns = questions(figures);
    let heads = columns.iter().filter_map(|column| column.at).map(head);
    let mut table = Table::new([title.to_owned()].into_iter().chain(heads));
    for who in everyone(figures) {
        let cells = columns.iter().map(|column| cell(column, who));
        let cells = cells.map(|cell| cell.unwrap_or("–".to_owned()));
        table.push([who.to_owned()].into_iter().chain(cells));
    }
    table
}

/// A table of [`numbered`] for each thing and unit.
pub fn all_numbered(figures: &[Figure]) -> Vec<Table> {
    let mut shown: Vec<(&str, &str)> = Vec::new();
    for Figure { what, unit, .. } in figures {
        if !shown.contains(&(what, unit)) {
            shown.push((what, unit));
        }
    }
    let table = |(what, unit): (&str, &str)| {
        let of_table =
            |figure: &&Figure| (figure.what.as_str(), figure.unit.as_str()) == (what, unit);
        let figures: Vec<Figure> = figures.iter().filter(of_table).cloned().collect();
        numbered(
            &format!("{what}, {unit}"),
            &figures,
            |at| at.to_string(),
            |question, who| Some(format!("{:.0}", question.of(who)?)),
        )
    };
    shown.into_iter().map(table).collect()
}

/// One row for each question that is answered in this unit.
pub fn table(figures: &[Figure], unit: &str) -> Table {
    let mut table = Table::new([
        unit,
        FLOOR,
        "longhand",
        "shorthand",
        "best peer",
        "longhand / it",
        "best that promises as much",
        "longhand / it",
    ]);
    let mut asked = questions(figures);
    asked.retain(|question| question.unit == unit);
    for question in asked {
        table.push(question.row());
    }
    table
}

/// The rows of these questions, of different units.
pub fn chosen(figures: &[Figure], whats: &[&str]) -> Table {
    let mut table = Table::new([
        "instructions",
        "longhand",
        "shorthand",
        "best peer",
        "longhand / it",
        "best that promises as much",
        "longhand / it",
    ]);
    let asked = questions(figures);
    for what in whats {
        let question = asked.iter().find(|question| question.what == *what);
        let question = question.unwrap_or_else(|| panic!("nobody was asked for `{what}`"));
        let per = question.unit.trim_start_matches("instructions ");
        let mut cells = question.row();
        cells[0] = format!("{what}, {per}");
        cells.remove(1); // what of it is the children's
        table.push(cells);
    }
    table
}

/// Times, with how far the runs were apart: one row for each question that is answered in this unit.
pub fn times(figures: &[Figure], unit: &str) -> Table {
    let mut table = Table::new([unit, "longhand", "shorthand", "best peer", "longhand / it"]);
    let mut asked = questions(figures);
    asked.retain(|question| question.unit == unit);
    for question in asked {
        let [longhand, shorthand] = ["longhand", "shorthand"].map(|who| question.figure(who));
        let best = question.best(|_| true);
        let ratio = longhand
            .zip(best)
            .map(|(longhand, best)| longhand.figure / best.figure);
        table.push([
            question.what.to_owned(),
            longhand.map_or(nobody(), apart),
            shorthand.map_or(nobody(), apart),
            best.map_or(nobody(), |best| format!("{} {}", apart(best), best.who)),
            ratio.map_or(nobody(), |ratio| format!("{ratio:.2}")),
        ]);
    }
    table
}

/// A row for each author, and a column for each question.
pub fn by_author(title: &str, figures: &[Figure]) -> Table {
    let questions = questions(figures);
    let heads = questions.iter().map(|question| question.what);
    let mut table = Table::new([title].into_iter().chain(heads));
    for who in everyone(figures) {
        let cells = questions
            .iter()
            .map(|question| question.figure(who).map_or(nobody(), apart));
        table.push([who.to_owned()].into_iter().chain(cells));
    }
    table
}

/// Where nothing was measured.
fn nobody() -> String {
    "–".to_owned()
}

/// A median, and how far the runs were apart.
fn apart(figure: &Figure) -> String {
    let Figure { figure, spread, .. } = figure;
    match spread {
        Some((least, most)) => format!("{figure:.1} ({least:.1} to {most:.1})"),
        None => format!("{figure:.1}"),
    }
}

/// The questions where a peer is better: of those that differ in how many alone, the worst.
pub fn lost(figures: &[Figure]) -> Table {
    let mut worst: Vec<(Question<'_>, f64, &Figure, f64)> = Vec::new();
    for question in questions(figures) {
        let (Some(longhand), Some(best)) = (question.of("longhand"), question.best(|_| true))
        else {
            continue;
        };
        let ratio = longhand / best.figure;
        let is_time = ["ns", "µs"]
            .iter()
            .any(|time| question.unit.starts_with(time));
        let noise = if is_time { NOISE } else { 1.0 };
        if ratio.is_nan() || ratio <= noise {
            continue;
        }
        let same = |known: &&mut (Question<'_>, f64, &Figure, f64)| {
            (known.0.what, known.0.unit) == (question.what, question.unit)
        };
        match worst.iter_mut().find(same) {
            Some(known) if known.3 >= ratio => {}
            Some(known) => *known = (question, longhand, best, ratio),
            None => worst.push((question, longhand, best, ratio)),
        }
    }
    let mut table = Table::new([
        "",
        "longhand",
        "best peer",
        "longhand / it",
        "it promises less",
    ]);
    for (question, longhand, best, ratio) in worst {
        let at = question.at.map_or(String::new(), |at| format!(" ({at})"));
        table.push([
            format!("{}{at}, {}", question.what, question.unit),
            format!("{longhand:.1}"),
            format!("{:.1} {}", best.figure, best.who),
            if ratio.is_finite() {
                format!("{ratio:.2}")
            } else {
                "–".to_owned()
            },
            if best.lesser { "yes" } else { "no" }.to_owned(),
        ]);
    }
    table
}

/// A time that is longer by less than this is not known to be longer.
const NOISE: f64 = 1.25;
