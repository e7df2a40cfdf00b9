//! [`Broadcasting`]: what a receiver of a `broadcast` waits for, in both spellings.

use core::future::Future;

use longhand::channel::broadcast::{Receiver, RecvError};
use longhand::shorthand;

use super::spelling::{AsAsyncFn, ByHand, Spelling};

pub(crate) trait Broadcasting: Spelling + 'static {
    fn recv<T: Clone>(receiver: &mut Receiver<T>) -> impl Future<Output = Result<T, RecvError>>;
}

impl Broadcasting for ByHand {
    fn recv<T: Clone>(receiver: &mut Receiver<T>) -> impl Future<Output = Result<T, RecvError>> {
        receiver.recv()
    }
}

impl Broadcasting for AsAsyncFn {
    fn recv<T: Clone>(receiver: &mut Receiver<T>) -> impl Future<Output = Result<T, RecvError>> {
        shorthand::broadcast::recv(receiver)
    }
}
