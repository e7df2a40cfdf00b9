//! What the futures of sockets take.

use longhand::net::{TcpListener, TcpStream};
use longhand::shorthand::net as shorthand;

use super::world::{World, connected, listener};
use crate::measure::measured;
use crate::tables::{Twins, twins};

/// `{{#table reactor-futures}}`: both spellings.
pub fn futures() -> String {
    twins(&rows())
}

/// A row for each.
pub fn rows() -> Vec<Twins> {
    let (world, (ours, _peer)) = (World::default(), connected());
    let (stream, listener) = world.enter(|| {
        let stream = TcpStream::from_std(ours).expect("it is open");
        let listener = TcpListener::from_std(listener()).expect("it is open");
        (stream, listener)
    });
    let mut word = [0; 4];
    let accept = Twins {
        longhand: measured!(listener.accept()),
        shorthand: measured!(shorthand::accept(&listener)),
    };
    let read = Twins {
        longhand: measured!(stream.read(&mut word)),
        shorthand: measured!(shorthand::read(&stream, &mut word)),
    };
    let read_exact = Twins {
        longhand: measured!(stream.read_exact(&mut word)),
        shorthand: measured!(shorthand::read_exact(&stream, &mut word)),
    };
    let write_all = Twins {
        longhand: measured!(stream.write_all(b"word")),
        shorthand: measured!(shorthand::write_all(&stream, b"word")),
    };
    vec![accept, read, read_exact, write_all]
}
