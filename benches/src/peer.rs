//! [`Peer`]: whose future it is.

/// Who has written a future, in the order of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Peer {
    Shorthand,
    FuturesUtil,
    FuturesLite,
    FuturesConcurrency,
    Tokio,
    Embassy,
}

impl Peer {
    /// Every peer, in the order of the columns.
    pub const ALL: [Peer; 6] = [
        Peer::Shorthand,
        Peer::FuturesUtil,
        Peer::FuturesLite,
        Peer::FuturesConcurrency,
        Peer::Tokio,
        Peer::Embassy,
    ];

    /// The name of the crate, or of the spelling.
    pub fn name(self) -> &'static str {
        match self {
            Peer::Shorthand => "shorthand",
            Peer::FuturesUtil => "futures-util",
            Peer::FuturesLite => "futures-lite",
            Peer::FuturesConcurrency => "futures-concurrency",
            Peer::Tokio => "tokio",
            Peer::Embassy => "embassy-futures",
        }
    }
}
