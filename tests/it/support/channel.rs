//! [`Channel`]: what a oneshot's ends wait for, in both spellings.

use core::future::Future;

use longhand::channel::Memory;
use longhand::channel::oneshot::{Closed, Receiver, Sender};
use longhand::shorthand;

use super::spelling::{AsAsyncFn, ByHand, Spelling};

pub(crate) trait Channel: Spelling + 'static {
    fn recv<T, M: Memory<T>>(
        receiver: &mut Receiver<T, M>,
    ) -> impl Future<Output = Result<T, Closed>>;

    fn closed<T, M: Memory<T>>(sender: &mut Sender<T, M>) -> impl Future<Output = ()>;
}

impl Channel for ByHand {
    fn recv<T, M: Memory<T>>(
        receiver: &mut Receiver<T, M>,
    ) -> impl Future<Output = Result<T, Closed>> {
        receiver
    }

    fn closed<T, M: Memory<T>>(sender: &mut Sender<T, M>) -> impl Future<Output = ()> {
        sender.closed()
    }
}

impl Channel for AsAsyncFn {
    fn recv<T, M: Memory<T>>(
        receiver: &mut Receiver<T, M>,
    ) -> impl Future<Output = Result<T, Closed>> {
        shorthand::oneshot::recv(receiver)
    }

    fn closed<T, M: Memory<T>>(sender: &mut Sender<T, M>) -> impl Future<Output = ()> {
        shorthand::oneshot::closed(sender)
    }
}
