//! [`Watching`]: what both ends of a `watch` wait for, in both spellings.

use core::future::Future;

use longhand::channel::watch::{Closed, Receiver, Sender, Snapshot};
use longhand::shorthand;

use super::spelling::{AsAsyncFn, ByHand, Spelling};

pub(crate) trait Watching: Spelling + 'static {
    fn changed<T>(receiver: &mut Receiver<T>) -> impl Future<Output = Result<(), Closed>>;

    fn wait_for<T, P: FnMut(&T) -> bool>(
        receiver: &mut Receiver<T>,
        is_it: P,
    ) -> impl Future<Output = Result<Snapshot<T>, Closed>>;

    fn closed<T>(sender: &Sender<T>) -> impl Future<Output = ()>;
}

impl Watching for ByHand {
    fn changed<T>(receiver: &mut Receiver<T>) -> impl Future<Output = Result<(), Closed>> {
        receiver.changed()
    }

    fn wait_for<T, P: FnMut(&T) -> bool>(
        receiver: &mut Receiver<T>,
        is_it: P,
    ) -> impl Future<Output = Result<Snapshot<T>, Closed>> {
        receiver.wait_for(is_it)
    }

    fn closed<T>(sender: &Sender<T>) -> impl Future<Output = ()> {
        sender.closed()
    }
}

impl Watching for AsAsyncFn {
    fn changed<T>(receiver: &mut Receiver<T>) -> impl Future<Output = Result<(), Closed>> {
        shorthand::watch::changed(receiver)
    }

    fn wait_for<T, P: FnMut(&T) -> bool>(
        receiver: &mut Receiver<T>,
        is_it: P,
    ) -> impl Future<Output = Result<Snapshot<T>, Closed>> {
        shorthand::watch::wait_for(receiver, is_it)
    }

    fn closed<T>(sender: &Sender<T>) -> impl Future<Output = ()> {
        shorthand::watch::closed(sender)
    }
}
