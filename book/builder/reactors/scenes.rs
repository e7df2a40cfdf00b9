//! Scenes of the chapter "reactor".

use std::rc::Rc;

use longhand::net::TcpStream;
use longhand::shorthand;

use super::forgetful;
use super::world::{Deed, World, connected, played, send};
use crate::recording::{Outside, Recording};
use crate::told;

/// Draft 1: two words come as one edge.
pub fn lost() -> Recording {
    let (ours, peer) = connected();
    let sent_to = ours.try_clone().expect("it is open");
    let socket = Rc::new(forgetful::Socket::new(ours));
    let told_of = socket.clone();
    let main = async move {
        let mut word = [0; 4];
        _ = told::child("first", forgetful::read(&socket, &mut word)).await;
        _ = told::child("second", forgetful::read(&socket, &mut word)).await;
    };
    let deed: Deed = Box::new(move || {
        send(&peer, &sent_to, b"pingpong");
        told::by(Outside::System, || told_of.tell());
    });
    played(main, [deed])
}

/// Two words that come as one edge, and a third, read by what is called `$read`.
macro_rules! three_words {
    ($read:expr) => {{
        let (ours, peer) = connected();
        let sent_to = ours.try_clone().expect("it is open");
        let world = World::default();
        let stream = world.enter(|| TcpStream::from_std(ours));
        let stream = stream.expect("it is open");
        let main = async move {
            let mut word = [0; 4];
            _ = told::child("first", $read(&stream, &mut word)).await;
            _ = told::child("second", $read(&stream, &mut word)).await;
            _ = told::child("third", $read(&stream, &mut word)).await;
        };
        let both = Rc::new((peer, sent_to));
        let deeds = ["pingpong", "last"].map(|words| -> Deed {
            let (world, both) = (world.clone(), both.clone());
            Box::new(move || {
                let (peer, sent_to) = &*both;
                send(peer, sent_to, words.as_bytes());
                world.tell(0);
            })
        });
        played(main, deeds)
    }};
}

/// The crate's.
pub fn kept() -> Recording {
    three_words!(TcpStream::read)
}

/// The same by the twin.
pub fn kept_shorthand() -> Recording {
    three_words!(shorthand::net::read)
}
