//! What those who wait for a value, a permit or an event take.

use longhand::channel::{broadcast, watch};
use longhand::event::Event;
use longhand::semaphore::Semaphore;
use longhand::shorthand;
use longhand_bench::figures::Figure;
use longhand_bench::table::Table;

type Message = [u64; 1];
type Predicate = fn(&Message) -> bool;

/// The bytes of what is made of something, which is not called.
fn of<E: 'static, F>(_make: impl FnOnce(&'static mut E) -> F) -> usize {
    size_of::<F>()
}

/// What one of a kind takes, of each author who has it.
pub struct Wait {
    what: &'static str,
    sizes: Vec<(&'static str, usize)>,
}

pub fn table(waits: &[Wait]) -> Table {
    let authors = ["longhand", "shorthand", "tokio", "mea"];
    let mut table = Table::new(["who waits"].into_iter().chain(authors));
    for wait in waits {
        let size = |author: &str| {
            let size = wait.sizes.iter().find(|(who, _)| *who == author);
            size.map_or("–".to_owned(), |(_, size)| size.to_string())
        };
        table.push([wait.what.to_owned()].into_iter().chain(authors.map(size)));
    }
    table
}

/// One for each number.
pub fn figures(waits: &[Wait]) -> impl Iterator<Item = Figure> {
    waits.iter().flat_map(|wait| {
        let figure = |(who, size): &(&str, usize)| Figure {
            what: format!("who waits {}", wait.what),
            at: None,
            who: (*who).to_owned(),
            lesser: false,
            unit: "bytes".to_owned(),
            figure: *size as f64,
            spread: None,
        };
        wait.sizes.iter().map(figure)
    })
}

pub fn waits() -> Vec<Wait> {
    type TokioWatch = tokio::sync::watch::Receiver<Message>;
    type TokioWatched = tokio::sync::watch::Sender<Message>;
    type TokioSemaphore = tokio::sync::Semaphore;
    type MeaSemaphore = mea::semaphore::Semaphore;
    type TokioBroadcast = tokio::sync::broadcast::Receiver<Message>;
    type MeaBroadcast = mea::broadcast::overflow::Receiver<Message>;
    type Broadcast = broadcast::Receiver<Message>;
    type Watch = watch::Receiver<Message>;
    type Watched = watch::Sender<Message>;

    let mut waits = Vec::new();
    let mut row = |what, sizes: [usize; 3], mea: Option<usize>| {
        let all = ["longhand", "shorthand", "tokio"].into_iter().zip(sizes);
        let sizes = all.chain(mea.map(|size| ("mea", size))).collect();
        waits.push(Wait { what, sizes });
    };
    row(
        "for a change of a watch",
        [
            of(|rx: &mut Watch| rx.changed()),
            of(|rx: &mut Watch| shorthand::watch::changed(rx)),
            of(|rx: &mut TokioWatch| rx.changed()),
        ],
        None,
    );
    row(
        "for a value of a watch",
        [
            of(|rx: &mut Watch| rx.wait_for((|_| true) as Predicate)),
            of(|rx: &mut Watch| shorthand::watch::wait_for(rx, (|_| true) as Predicate)),
            of(|rx: &mut TokioWatch| rx.wait_for((|_| true) as Predicate)),
        ],
        None,
    );
    row(
        "for a watch's last receiver",
        [
            of(|tx: &mut Watched| tx.closed()),
            of(|tx: &mut Watched| shorthand::watch::closed(tx)),
            of(|tx: &mut TokioWatched| tx.closed()),
        ],
        None,
    );
    row(
        "for a value of a broadcast",
        [
            of(|rx: &mut Broadcast| rx.recv()),
            of(|rx: &mut Broadcast| shorthand::broadcast::recv(rx)),
            of(|rx: &mut TokioBroadcast| rx.recv()),
        ],
        Some(of(|rx: &mut MeaBroadcast| rx.recv())),
    );
    row(
        "for a permit",
        [
            of(|it: &mut Semaphore| it.acquire()),
            of(|it: &mut Semaphore| shorthand::semaphore::acquire(it)),
            of(|it: &mut TokioSemaphore| it.acquire()),
        ],
        Some(of(|it: &mut MeaSemaphore| it.acquire(1))),
    );
    row(
        "for an event",
        [
            of(|it: &mut Event| it.listen()),
            of(|it: &mut Event| shorthand::event::listen(it)),
            of(|it: &mut tokio::sync::Notify| it.notified()),
        ],
        None,
    );
    row(
        "nobody: a semaphore",
        [
            size_of::<Semaphore>(),
            size_of::<Semaphore>(),
            size_of::<TokioSemaphore>(),
        ],
        Some(size_of::<MeaSemaphore>()),
    );
    row(
        "nobody: an event",
        [
            size_of::<Event>(),
            size_of::<Event>(),
            size_of::<tokio::sync::Notify>(),
        ],
        None,
    );
    waits
}
