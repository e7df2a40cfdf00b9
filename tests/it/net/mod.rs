//! `net`: sockets, on loopback.
//!
//! The peer is a socket of the standard library wherever it should have no part in the reactor. A
//! test whose wake is lost fails when its patience ends.

mod connecting;
mod driving;
mod dropping;
mod faults;
mod loopback;
mod scripted;
mod streams;
mod wakers;

use longhand::net::Reactor;

/// Makes four tests of every rule that is named: for each spelling on the reactor of the thread, and by hand
/// on those of other operating systems.
macro_rules! on_every_reactor {
    ($($rule:ident),* $(,)?) => {
        $crate::support::spelling::both_spellings!($($rule),*);
        mod on_any_system_with_edges {
            $(#[test]
            fn $rule() {
                $crate::net::on_any_system(true, super::$rule::<$crate::support::spelling::ByHand>);
            })*
        }
        mod on_any_system_that_tells_once {
            $(#[test]
            fn $rule() {
                $crate::net::on_any_system(false, super::$rule::<$crate::support::spelling::ByHand>);
            })*
        }
    };
}
use on_every_reactor;

fn on_any_system(edges: bool, rule: fn()) {
    let reactor = Reactor::portable(edges).expect("there are descriptors");
    reactor.enter(rule);
}
