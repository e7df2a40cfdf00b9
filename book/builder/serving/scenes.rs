//! Scenes of the chapter "spawn".

use std::rc::Rc;
use std::time::Duration;

use longhand::channel::oneshot::oneshot;
use longhand::net::TcpListener;

use super::server::Limits;
use super::{echo, echo_shorthand, server};
use crate::reactors::world::{Deed, World, connect, listener, played};
use crate::recording::{Outside, Recording};
use crate::told;

const LIMITS: Limits = Limits {
    connections: 1,
    idle: Duration::from_secs(60),
    grace: Duration::from_secs(10),
};

/// A server with one place. `ann` comes, then `bob`; she leaves; the server is told to stop; he leaves.
macro_rules! served {
    ($serve:path, $connection:expr) => {{
        let (world, outside) = (World::default(), Rc::new(listener()));
        let listener = outside.try_clone().expect("it is open");
        let listener = world.enter(|| TcpListener::from_std(listener));
        let (stop, stopped) = oneshot();
        let mut names = ["ann", "bob"].into_iter();
        let connection = $connection;
        let connection = move |stream| {
            let name = names.next().expect("two come");
            told::spawned(name, connection(stream))
        };
        let server = $serve(listener.expect("it is open"), stopped, LIMITS, connection);
        let peers = Rc::new([const { std::cell::Cell::new(None) }; 2]);
        let come = |peer: usize| -> Deed {
            let (world, outside, peers) = (world.clone(), outside.clone(), peers.clone());
            Box::new(move || {
                peers[peer].set(Some(connect(&outside)));
                world.tell(0);
            })
        };
        let leave = |peer: usize| -> Deed {
            let (world, peers) = (world.clone(), peers.clone());
            Box::new(move || {
                drop(peers[peer].take());
                world.tell_end(1 + peer);
            })
        };
        let stop: Deed = Box::new(move || told::by(Outside::Thread, || _ = stop.send(())));
        let deeds = [come(0), come(1), leave(0), stop, leave(1)];
        let world = world.clone();
        world.enter(|| played(server, deeds))
    }};
}

/// By hand.
pub fn served() -> Recording {
    let shared = echo::Shared::new(LIMITS.idle);
    served!(server::longhand::serve, move |stream| echo::echo(
        stream,
        shared.clone()
    ))
}

/// The twin.
pub fn served_shorthand() -> Recording {
    served!(server::shorthand::serve, |stream| echo_shorthand::echo(
        stream,
        LIMITS.idle
    ))
}
