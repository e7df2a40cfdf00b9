//! [`Workload`]: what is asked of every peer alike, and [`Report`]: what it costs them.

use std::fmt;

use crate::arguments;
use crate::figures::Figure;
use crate::promise::{Lesser, Notes};
use crate::stage::Stage;
use crate::table::Table;

/// The name of the case that is no future at all: the polls, the drops and the wakes.
pub const FLOOR: &str = "the children alone";

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

    /// Whether it promises less than longhand does.
    pub fn is_lesser(&self) -> bool {
        self.lesser.is_some()
    }
}

/// The same work for everyone who offers it.
pub struct Workload {
    pub title: &'static str,
    /// What the figures are of, unless there is nothing to count with: then they are nanoseconds.
    pub unit: &'static str,
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
        cases.extend(self.floor.map(|floor| Case::new(FLOOR, floor)));
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
    const PEERS: usize = 2;

    /// The peer that costs least.
    fn best(&self) -> Option<f64> {
        let peers = self.workload.peers.len();
        let costs = self.costs[Self::PEERS..].iter().take(peers);
        costs.map(|cost| cost.median).min_by(f64::total_cmp)
    }

    /// The same as figures, one for each case.
    pub fn figures(&self) -> Vec<Figure> {
        let cases = self.workload.cases().into_iter().zip(&self.costs);
        let figure = |(case, cost): (Case, &Cost)| Figure {
            what: self.workload.title.to_owned(),
            at: None,
            who: case.name.to_owned(),
            lesser: case.is_lesser(),
            unit: self.unit.to_owned(),
            figure: cost.median,
            spread: cost.spread,
        };
        cases.map(figure).collect()
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut notes, best) = (Notes::default(), self.best());
        let mut table = Table::new([self.workload.title, self.unit, "of the best peer"]);
        for (case, cost) in self.workload.cases().iter().zip(&self.costs) {
            let mark = case.lesser.map_or("", |Lesser(why)| notes.mark(why));
            let ratio = best.map(|best| format!("{:.2}", cost.median / best));
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
