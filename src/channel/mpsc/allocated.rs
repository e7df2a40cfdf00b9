//! [`bounded`] and [`unbounded`]: a channel in an allocation of its own, and its values in blocks of the
//! allocator's.

use super::queue::{Block, Queue};
use super::shared::{self, Shared};
use super::{Receiver, Sender};
use crate::channel::Allocated;
use crate::sync::Arc;

/// A channel that holds up to `capacity` values. See the [module](super) for the contract.
///
/// # Panics
///
/// If the capacity is nought. A channel without room is a [`rendezvous`](fn@crate::channel::rendezvous).
#[track_caller]
pub fn bounded<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    assert!(
        capacity > 0,
        "`bounded` has no room in a capacity of nought; a channel without room is a `rendezvous`"
    );
    channel(capacity)
}

/// A channel that holds as many values as there is memory for: a send never waits. It is
/// `bounded(usize::MAX)`.
pub fn unbounded<T>() -> (Sender<T>, Receiver<T>) {
    channel(usize::MAX)
}

/// A channel of any capacity.
pub(in crate::channel) fn channel<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    let shared = Shared::new(Queue::new(capacity), capacity, bring_block);
    shared::ends::<T, Allocated>(Arc::new(shared))
}

fn bring_block<T>(shared: &Shared<T>) {
    let capacity = shared.with(|state| state.capacity());
    let mut block = Some(Block::allocate(capacity));
    shared.with(|state| state.accept(&mut block));
}
