//! [`Workload`]: what is asked of every peer alike, and [`Report`]: what it costs them.

use std::fmt;

use crate::arguments;
use crate::promise::{Lesser, Notes};
use crate::stage::Stage;
use crate::table::Table;

/// One spelling of what a workload asks.
#[derive(Clone, Copy)]
pub struct Case {
    pub name: &'static str,
    pub run: fn(&Stage),
    lesser: Option<Lesser>,
}

impl Case {
    /// A case that promises as much as longhand does.
    pub const fn new(name: &'static str, run: fn(&Stage)) -> Self {
        let lesser = None;
        Case { name, run, lesser }
    }

    /// A case that promises less.
    pub const fn lesser(name: &'static str, promise: Lesser, run: fn(&Stage)) -> Self {
        let lesser = Some(promise);
        Case { name, run, lesser }
    }
}

/// The same work for everyone who offers it.
pub struct Workload {
    pub title: &'static str,
    /// By how many the cost of a round is divided.
    pub children: usize,
    pub longhand: fn(&Stage),
    pub shorthand: fn(&Stage),
    pub peers: Vec<Case>,
    /// What of every cost is the children's and the stage's, where there are children.
    pub floor: Option<fn(&Stage)>,
}

impl Workload {
    /// Whether it has the word behind `--only` in its title, or there is none.
    pub fn is_asked_for(&self) -> bool {
        arguments::value("--only").is_none_or(|word| self.title.contains(&word))
    }

    /// All that is to be measured, in the order of a report.
    pub fn cases(&self) -> Vec<Case> {
        let mut cases = vec![
            Case::new("longhand", self.longhand),
            Case::new("shorthand", self.shorthand),
        ];
        cases.extend(&self.peers);
        cases.extend(
            self.floor
                .map(|floor| Case::new("the children alone", floor)),
        );
        cases
    }
}

/// What a case costs for each child, in one unit or another.
#[derive(Clone, Copy)]
pub struct Cost {
    pub median: f64,
    /// The least and the most, if it was measured more than once.
    pub spread: Option<(f64, f64)>,
}

/// A workload whose [`cases`](Workload::cases) have been measured, in that order.
pub struct Report<'a> {
    pub workload: &'a Workload,
    pub unit: &'static str,
    pub costs: Vec<Cost>,
}

impl Report<'_> {
    const LONGHAND: usize = 0;
    const SHORTHAND: usize = 1;
    const PEERS: usize = 2;

    /// The peer that costs least, of those that `counts` lets in.
    fn best(&self, counts: impl Fn(&Case) -> bool) -> Option<(&'static str, f64)> {
        let costs = self.costs[Self::PEERS..].iter();
        let peers = self.workload.peers.iter().zip(costs);
        peers
            .filter(|(case, _)| counts(case))
            .map(|(case, cost)| (case.name, cost.median))
            .min_by(|(_, one), (_, other)| one.total_cmp(other))
    }

    /// What of every cost is the children's and the stage's, where that was measured.
    fn floor(&self) -> Option<Cost> {
        self.workload.floor.and(self.costs.last().copied())
    }

    /// The children alone, longhand, its twin, the best peer, and the best of those that promise as
    /// much.
    fn summary(&self) -> Vec<String> {
        let longhand = self.costs[Self::LONGHAND].median;
        let shorthand = self.costs[Self::SHORTHAND].median;
        let named = |best: Option<(&str, f64)>| match best {
            Some((name, cost)) => [
                format!("{cost:.1} {name}"),
                format!("{:.2}", longhand / cost),
            ],
            None => ["–".to_string(), "–".to_string()],
        };
        let mut cells = vec![
            self.workload.title.to_string(),
            self.floor()
                .map_or("–".to_string(), |floor| format!("{:.1}", floor.median)),
            format!("{longhand:.1}"),
            format!("{shorthand:.1}"),
        ];
        cells.extend(named(self.best(|_| true)));
        cells.extend(named(self.best(|case| case.lesser.is_none())));
        cells
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut notes, best) = (Notes::default(), self.best(|_| true));
        let mut table = Table::new([self.workload.title, self.unit, "of the best peer"]);
        for (case, cost) in self.workload.cases().iter().zip(&self.costs) {
            let mark = case.lesser.map_or("", |Lesser(why)| notes.mark(why));
            let ratio = best.map(|(_, best)| format!("{:.2}", cost.median / best));
            table.push([
                format!("{}{mark}", case.name),
                cost.to_string(),
                ratio.unwrap_or_default(),
            ]);
        }
        write!(f, "{table}{notes}")
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1}", self.median)?;
        match self.spread {
            Some((least, most)) => write!(f, " ({least:.1} to {most:.1})"),
            None => Ok(()),
        }
    }
}

/// One row for each workload.
pub fn summary(reports: &[Report<'_>]) -> Table {
    let unit = reports.first().map_or("", |report| report.unit);
    let mut table = Table::new([
        unit,
        "the children alone",
        "longhand",
        "shorthand",
        "best peer",
        "longhand / it",
        "best that promises as much",
        "longhand / it",
    ]);
    for report in reports {
        table.push(report.summary());
    }
    table
}
