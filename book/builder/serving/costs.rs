//! `{{#table spawn-futures}}`: a server and a connection in both spellings.

use longhand::channel::oneshot::oneshot;
use longhand::net::{TcpListener, TcpStream};

use super::server::{self, Limits};
use super::{echo, echo_shorthand};
use crate::measure::measured;
use crate::reactors::world::{World, connected, listener};
use crate::tables::{Twins, twins};

/// Both.
pub fn futures() -> String {
    twins(&rows())
}

/// A row for each.
pub fn rows() -> [Twins; 2] {
    let (limits, world) = (Limits::default(), World::default());
    let shared = echo::Shared::new(limits.idle);
    let stream = || {
        let (ours, _peer) = connected();
        world.enter(|| TcpStream::from_std(ours).expect("it is open"))
    };
    let listener = || world.enter(|| TcpListener::from_std(listener()).expect("it is open"));
    let (one, other) = (stream(), stream());
    let connection = {
        use echo::echo;
        measured!(echo(one, shared.clone()))
    };
    let connection = Twins {
        longhand: connection,
        shorthand: measured!(echo_shorthand::echo(other, limits.idle)),
    };
    let ((_stop, stop), (_other_stop, other_stop)) = (oneshot(), oneshot());
    let (its, others) = (listener(), listener());
    let hang_up = |_: TcpStream| std::future::ready(());
    let server = {
        use server::longhand::serve;
        measured!(serve(its, stop, limits, hang_up))
    };
    let server = Twins {
        longhand: server,
        shorthand: measured!(server::shorthand::serve(
            others, other_stop, limits, hang_up
        )),
    };
    [connection, server]
}
