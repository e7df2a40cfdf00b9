//! How long an answer takes, by who gives it, and two calculations, by who calculates.

use std::env;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use longhand::join;
use longhand_bench::figures::Figure;
use longhand_bench::stopwatch::{time_each, timed};
use longhand_bench::table::Table;
use longhand_bench::workload::Cost;

/// Who is asked, and how long so many rounds take it.
struct Row {
    what: &'static str,
    who: &'static str,
    /// What is done in a round.
    times: usize,
    play: Box<dyn FnMut(usize) -> Duration>,
}

impl Row {
    fn new(what: &'static str, mut round: impl FnMut() + 'static) -> Self {
        Row {
            what,
            who: "std",
            times: 1,
            play: Box::new(move |rounds| timed(rounds, &mut round)),
        }
    }
}

/// Of all of them, in turn.
pub fn measure(runs: usize) -> io::Result<(Table, Vec<Figure>)> {
    let page = env::temp_dir().join(format!("longhand-waits-{}", process::id()));
    let mut rows = vec![
        Row {
            times: ADDITIONS as usize,
            ..Row::new("an addition", add)
        },
        Row::new(
            "a value through a channel, and one back, on one thread",
            on_one_thread(),
        ),
        Row::new(
            "a file that was read before, opened and read again",
            read_again,
        ),
        Row::new("another thread, which sleeps", other_thread()),
        Row::new("another program on this machine, by TCP", loopback()?),
        Row::new("the disk, until a page is safely there", disk(&page)?),
        Row::new("two calculations, one after the other", || {
            black_box((calculate(), calculate()));
        }),
        Row {
            who: "longhand",
            ..Row::new("two calculations, as futures that are joined", || {
                let (one, other) = (async { calculate() }, async { calculate() });
                black_box(longhand::block_on(join((one, other))));
            })
        },
        Row::new("two calculations, on two threads", || {
            thread::scope(|scope| {
                scope.spawn(calculate);
                black_box(calculate());
            });
        }),
    ];
    let mut players: Vec<_> = rows.iter_mut().map(|row| &mut row.play).collect();
    let costs = time_each(&mut players, runs);
    fs::remove_file(page)?;
    let mut table = Table::new(["", crate::NANOSECONDS_EACH]);
    let mut figures = Vec::new();
    for (row, cost) in rows.iter().zip(costs) {
        let each = |round: f64| round / row.times as f64;
        let cost = Cost {
            median: each(cost.median),
            spread: cost.spread.map(|(least, most)| (each(least), each(most))),
        };
        table.push([row.what.to_owned(), cost.to_string()]);
        figures.push(Figure {
            what: row.what.to_owned(),
            at: None,
            who: row.who.to_owned(),
            lesser: false,
            unit: crate::NANOSECONDS_EACH.to_owned(),
            figure: cost.median,
            spread: cost.spread,
        });
    }
    Ok((table, figures))
}

const ADDITIONS: u64 = 1_000;

/// A chain, in which each needs the one before.
fn add() {
    let step = black_box(3);
    black_box((0..ADDITIONS).fold(1_u64, |sum, _| black_box(sum.wrapping_add(step))));
}

fn on_one_thread() -> impl FnMut() {
    let ((there, take), (back, get)) = (channel(), channel());
    move || {
        there.send(black_box(1_u64)).expect("it is there");
        back.send(take.recv().expect("it was sent"))
            .expect("it is there");
        black_box(get.recv().expect("it was sent"));
    }
}

/// The file is opened each time, as whoever reads one page does.
fn read_again() {
    let mut page = [0; 4_096];
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let count = File::open(file).and_then(|mut file| file.read(&mut page));
    black_box(count.expect("this package has a manifest"));
}

fn other_thread() -> impl FnMut() {
    let ((ask, asked), (answer, answered)) = (channel::<u64>(), channel());
    thread::spawn(move || asked.into_iter().try_for_each(|value| answer.send(value)));
    move || {
        ask.send(1).expect("somebody asks");
        black_box(answered.recv().expect("somebody answers"));
    }
}

fn loopback() -> io::Result<impl FnMut()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut ours = TcpStream::connect(listener.local_addr()?)?;
    let (mut theirs, _) = listener.accept()?;
    thread::spawn(move || {
        let mut byte = [0];
        while theirs.read_exact(&mut byte).is_ok() && theirs.write_all(&byte).is_ok() {}
    });
    ours.set_nodelay(true)?;
    let mut byte = [7];
    Ok(move || {
        let asked = ours
            .write_all(&byte)
            .and_then(|()| ours.read_exact(&mut byte));
        asked.expect("somebody answers");
    })
}

fn disk(path: &Path) -> io::Result<impl FnMut() + use<>> {
    let mut file = File::create(path)?;
    Ok(move || {
        let written = file.write_all(&[7; 4_096]).and_then(|()| file.sync_all());
        written.expect("there is room on the disk");
    })
}

/// Two milliseconds of work, or so.
#[inline(never)]
fn calculate() -> u64 {
    let step = black_box(3);
    (0..2_000_000_u64).fold(black_box(1_u64), |sum, _| black_box(sum.wrapping_add(step)))
}
