//! [`Section`]: one combinator's sizes, printed and judged.

use std::fmt;

use crate::figures::Figure;
use crate::peer::Peer;
use crate::promise::{Lesser, Notes};
use crate::table::Table;

/// The bytes of the future, or the stream, that `make` would return. It is not called: the type says
/// enough.
pub fn of<F>(_make: impl FnOnce() -> F) -> usize {
    size_of::<F>()
}

/// One choice of children: what longhand, its twin and every peer take for them.
pub struct Row {
    what: &'static str,
    limit: usize,
    longhand: usize,
    /// Why longhand is larger than the limit, where it is.
    over: Option<&'static str>,
    peers: Vec<(Peer, usize, Option<Lesser>)>,
}

impl Row {
    pub fn new(what: &'static str, limit: usize, longhand: usize) -> Self {
        Row {
            what,
            limit,
            longhand,
            over: None,
            peers: Vec::new(),
        }
    }

    /// Adds a peer, which must not be smaller.
    pub fn peer(mut self, peer: Peer, bytes: usize) -> Self {
        self.peers.push((peer, bytes, None));
        self
    }

    /// Adds a peer that may be smaller, because it promises less; then the table says so.
    pub fn lesser(mut self, peer: Peer, promise: Lesser, bytes: usize) -> Self {
        self.peers.push((peer, bytes, Some(promise)));
        self
    }

    /// Says that those who may be smaller are so for another reason, in this row.
    pub fn because(mut self, reason: Lesser) -> Self {
        for (_, _, lesser) in &mut self.peers {
            *lesser = lesser.and(Some(reason));
        }
        self
    }

    /// Says that longhand is larger than the limit, and why.
    pub fn over(mut self, why: &'static str) -> Self {
        self.over = Some(why);
        self
    }

    /// What is not as it should be, a sentence each.
    fn faults(&self) -> Vec<String> {
        let (what, longhand, limit) = (self.what, self.longhand, self.limit);
        let larger = self.peers.iter().filter_map(|(peer, bytes, lesser)| {
            let fault = lesser.is_none() && *bytes < longhand;
            let peer = peer.name();
            fault.then(|| format!("{what}: {longhand} bytes, and {bytes} in {peer}"))
        });
        let limit = match self.over {
            None if longhand != limit => Some(format!("{what}: {longhand} bytes, not {limit}")),
            Some(_) if longhand <= limit => Some(format!("{what}: said to be over, and is not")),
            _ => None,
        };
        larger.chain(limit).collect()
    }

    fn cell(&self, peer: Peer, notes: &mut Notes) -> String {
        let mut peers = self.peers.iter();
        match peers.find(|(other, ..)| *other == peer) {
            None => "–".to_string(),
            Some((_, bytes, Some(Lesser(why)))) if *bytes < self.longhand => {
                format!("{bytes}{}", notes.mark(why))
            }
            Some((_, bytes, _)) => bytes.to_string(),
        }
    }

    fn longhand_cell(&self, notes: &mut Notes) -> String {
        let (longhand, limit) = (self.longhand, self.limit);
        let mark = self.over.map_or("", |why| notes.mark(why));
        match longhand.checked_sub(limit) {
            Some(0) => format!("{longhand} ={mark}"),
            Some(over) => format!("{longhand} (+{over}){mark}"),
            None => format!("{longhand}{mark}"),
        }
    }
}

/// A combinator, and its rows.
pub struct Section {
    pub title: &'static str,
    pub rows: Vec<Row>,
}

impl Section {
    /// What is not as it should be, a sentence each.
    pub fn faults(&self) -> impl Iterator<Item = String> {
        let named = |fault| format!("{}: {fault}", self.title);
        self.rows.iter().flat_map(Row::faults).map(named)
    }

    /// The same as figures: longhand's, its limit, and the peers'.
    pub fn figures(&self) -> impl Iterator<Item = Figure> {
        self.rows.iter().flat_map(|row| {
            let ours = [
                ("limit", row.limit, false),
                ("longhand", row.longhand, false),
            ];
            let peers = row
                .peers
                .iter()
                .map(|(peer, bytes, lesser)| (peer.name(), *bytes, lesser.is_some()));
            ours.into_iter()
                .chain(peers)
                .map(|(who, bytes, lesser)| Figure {
                    what: format!("{}: {}", self.title, row.what),
                    at: None,
                    who: who.to_owned(),
                    lesser,
                    unit: "bytes".to_owned(),
                    figure: bytes as f64,
                    spread: None,
                })
        })
    }

    /// Who offers this combinator at all.
    fn peers(&self) -> Vec<Peer> {
        let offers = |peer: &Peer| {
            let mut peers = self.rows.iter().flat_map(|row| &row.peers);
            peers.any(|(other, ..)| other == peer)
        };
        Peer::ALL.into_iter().filter(offers).collect()
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (peers, mut notes) = (self.peers(), Notes::default());
        let names = peers.iter().map(|peer| peer.name());
        let mut table = Table::new([self.title, "limit", "longhand"].into_iter().chain(names));
        for row in &self.rows {
            let mut cells = vec![row.what.to_string(), row.limit.to_string()];
            cells.push(row.longhand_cell(&mut notes));
            cells.extend(peers.iter().map(|peer| row.cell(*peer, &mut notes)));
            table.push(cells);
        }
        write!(f, "{table}{notes}")
    }
}
