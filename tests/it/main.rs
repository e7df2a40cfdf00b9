//! The contract of the crate, a file for each folder of `src`.
//!
//! Futures are driven by hand (`support/`): a test says when a child is woken, when the future is
//! polled and when it is dropped, and then what must have happened, in which order.

mod arity;
mod arms;
mod auto_traits;
mod block_on;
mod broadcast;
mod catch_unwind;
mod contest;
mod contract;
mod event;
mod executor;
mod faults;
mod fuse;
mod grades;
mod group;
#[cfg(feature = "futures-io")]
mod io;
mod join;
mod keeping;
mod layers;
mod lives;
mod losses;
mod mpsc;
#[cfg(feature = "net")]
mod net;
mod oneshot;
mod poll_once;
mod precise;
mod race;
mod race_ok;
mod rendezvous;
mod running;
mod schedules;
mod select;
mod semaphore;
mod size;
mod sizes;
mod support;
mod task;
mod test;
mod three;
mod time;
mod timeout;
mod trace;
mod trees;
mod try_join;
mod turns;
mod watch;
mod yield_now;
