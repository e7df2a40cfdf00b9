//! [`Client`]: a peer with manners, or without.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use socket2::SockRef;

use crate::random::Random;

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// One connection after another, and the requests that it makes on them.
pub(crate) struct Client {
    address: SocketAddr,
    stream: TcpStream,
    /// Whether the server may end a connection when it likes.
    may_be_cut: bool,
    pub(crate) tally: Tally,
}

/// What clients have done.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) requests: usize,
    pub(crate) bytes: usize,
    pub(crate) connections: usize,
    pub(crate) cuts: usize,
}

impl Tally {
    pub(crate) fn add(&mut self, other: Tally) {
        self.requests += other.requests;
        self.bytes += other.bytes;
        self.connections += other.connections;
        self.cuts += other.cuts;
    }
}

impl Client {
    pub(crate) fn new(address: SocketAddr, may_be_cut: bool) -> Self {
        let tally = Tally {
            connections: 1,
            ..Tally::default()
        };
        Client {
            address,
            stream: connect(address),
            may_be_cut,
            tally,
        }
    }

    /// One request, of some kind, and what follows from it.
    pub(crate) fn act(&mut self, random: &mut Random) {
        self.tally.requests += 1;
        let done = match random.below(64) {
            0 => self.reset(random),
            1 => self.close_in_the_middle(random),
            2 => self.half_close(random),
            3 => self.connect_and_close(),
            4..8 => self.read_byte_by_byte(random),
            8..12 => self.write_byte_by_byte(random),
            12 => self.ask_for_much(random),
            _ => {
                let bytes = random.bytes(64);
                self.ask(&bytes)
            }
        };
        match done {
            Ok(()) => {}
            Err(error) if self.may_be_cut && is_cut(&error) => {
                self.tally.cuts += 1;
                self.reconnect();
            }
            Err(error) => panic!("{error}"),
        }
    }

    /// Sends, and reads as much.
    fn ask(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes)?;
        self.expect(bytes, bytes.len().max(1))
    }

    /// Reads in pieces of up to `piece` bytes; each must be what was sent.
    fn expect(&mut self, bytes: &[u8], piece: usize) -> io::Result<()> {
        let (mut read, mut buffer) = (0, vec![0; piece]);
        while read < bytes.len() {
            let room = piece.min(bytes.len() - read);
            let more = self.stream.read(&mut buffer[..room])?;
            assert_eq!(buffer[..more], bytes[read..read + more], "other bytes");
            if more == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            read += more;
        }
        self.tally.bytes += read;
        Ok(())
    }

    fn read_byte_by_byte(&mut self, random: &mut Random) -> io::Result<()> {
        let bytes = random.bytes(100);
        self.stream.write_all(&bytes)?;
        self.expect(&bytes, 1)
    }

    fn write_byte_by_byte(&mut self, random: &mut Random) -> io::Result<()> {
        let bytes = random.bytes(20);
        for byte in &bytes {
            self.stream.write_all(&[*byte])?;
        }
        self.expect(&bytes, bytes.len())
    }

    /// More than the server's buffer, which it reads back slowly.
    fn ask_for_much(&mut self, random: &mut Random) -> io::Result<()> {
        let bytes = random.bytes(50_000);
        self.stream.write_all(&bytes)?;
        self.expect(&bytes, 1_000)
    }

    /// Says that it has no more to say, and is still owed all of it, and then an end.
    fn half_close(&mut self, random: &mut Random) -> io::Result<()> {
        let bytes = random.bytes(10_000);
        self.stream.write_all(&bytes)?;
        self.stream.shutdown(Shutdown::Write)?;
        self.expect(&bytes, 777)?;
        assert_eq!(self.stream.read(&mut [0])?, 0, "more than was sent");
        self.reconnect();
        Ok(())
    }

    /// Leaves while its answer is on the way.
    fn close_in_the_middle(&mut self, random: &mut Random) -> io::Result<()> {
        self.stream.write_all(&random.bytes(5_000))?;
        self.reconnect();
        Ok(())
    }

    /// As that, and rudely.
    fn reset(&mut self, random: &mut Random) -> io::Result<()> {
        self.stream.write_all(&random.bytes(5_000))?;
        SockRef::from(&self.stream).set_linger(Some(Duration::ZERO))?;
        self.reconnect();
        Ok(())
    }

    /// Another connection that says nothing.
    fn connect_and_close(&mut self) -> io::Result<()> {
        self.tally.connections += 1;
        drop(connect(self.address));
        Ok(())
    }

    fn reconnect(&mut self) {
        self.tally.connections += 1;
        self.stream = connect(self.address);
    }
}

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("it listens");
    stream
        .set_read_timeout(Some(PATIENCE))
        .expect("a limit is no nought");
    stream.set_nodelay(true).expect("it is open");
    stream
}

fn is_cut(error: &io::Error) -> bool {
    let cuts = [
        ErrorKind::UnexpectedEof,
        ErrorKind::ConnectionReset,
        ErrorKind::BrokenPipe,
        ErrorKind::NotConnected,
    ];
    cuts.contains(&error.kind())
}
