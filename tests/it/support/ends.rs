//! [`Ends`]: what both ends of an `mpsc` wait for, in both spellings.

use core::future::Future;

use longhand::channel::Memory;
use longhand::channel::mpsc::{Permit, Receiver, SendError, Sender};
use longhand::shorthand;

use super::spelling::{AsAsyncFn, ByHand, Spelling};

pub(crate) trait Ends: Spelling + 'static {
    fn send<T, M: Memory<T>>(
        sender: &Sender<T, M>,
        value: T,
    ) -> impl Future<Output = Result<(), SendError<T>>>;

    fn send_from<'a, T, M: Memory<T>>(
        sender: &'a Sender<T, M>,
        slot: &'a mut Option<T>,
    ) -> impl Future<Output = Result<(), SendError<()>>>;

    fn reserve<T, M: Memory<T>>(
        sender: &Sender<T, M>,
    ) -> impl Future<Output = Result<Permit<'_, T>, SendError<()>>>;

    fn closed<T, M: Memory<T>>(sender: &Sender<T, M>) -> impl Future<Output = ()>;

    fn recv<T, M: Memory<T>>(receiver: &mut Receiver<T, M>) -> impl Future<Output = Option<T>>;

    fn recv_many<'a, T, M: Memory<T>>(
        receiver: &'a mut Receiver<T, M>,
        values: &'a mut Vec<T>,
        limit: usize,
    ) -> impl Future<Output = usize>;
}

impl Ends for ByHand {
    fn send<T, M: Memory<T>>(
        sender: &Sender<T, M>,
        value: T,
    ) -> impl Future<Output = Result<(), SendError<T>>> {
        sender.send(value)
    }

    fn send_from<'a, T, M: Memory<T>>(
        sender: &'a Sender<T, M>,
        slot: &'a mut Option<T>,
    ) -> impl Future<Output = Result<(), SendError<()>>> {
        sender.send_from(slot)
    }

    fn reserve<T, M: Memory<T>>(
        sender: &Sender<T, M>,
    ) -> impl Future<Output = Result<Permit<'_, T>, SendError<()>>> {
        sender.reserve()
    }

    fn closed<T, M: Memory<T>>(sender: &Sender<T, M>) -> impl Future<Output = ()> {
        sender.closed()
    }

    fn recv<T, M: Memory<T>>(receiver: &mut Receiver<T, M>) -> impl Future<Output = Option<T>> {
        receiver.recv()
    }

    fn recv_many<'a, T, M: Memory<T>>(
        receiver: &'a mut Receiver<T, M>,
        values: &'a mut Vec<T>,
        limit: usize,
    ) -> impl Future<Output = usize> {
        receiver.recv_many(values, limit)
    }
}

impl Ends for AsAsyncFn {
    fn send<T, M: Memory<T>>(
        sender: &Sender<T, M>,
        value: T,
    ) -> impl Future<Output = Result<(), SendError<T>>> {
        shorthand::mpsc::send(sender, value)
    }

    fn send_from<'a, T, M: Memory<T>>(
        sender: &'a Sender<T, M>,
        slot: &'a mut Option<T>,
    ) -> impl Future<Output = Result<(), SendError<()>>> {
        shorthand::mpsc::send_from(sender, slot)
    }

    fn reserve<T, M: Memory<T>>(
        sender: &Sender<T, M>,
    ) -> impl Future<Output = Result<Permit<'_, T>, SendError<()>>> {
        shorthand::mpsc::reserve(sender)
    }

    fn closed<T, M: Memory<T>>(sender: &Sender<T, M>) -> impl Future<Output = ()> {
        shorthand::mpsc::closed(sender)
    }

    fn recv<T, M: Memory<T>>(receiver: &mut Receiver<T, M>) -> impl Future<Output = Option<T>> {
        shorthand::mpsc::recv(receiver)
    }

    fn recv_many<'a, T, M: Memory<T>>(
        receiver: &'a mut Receiver<T, M>,
        values: &'a mut Vec<T>,
        limit: usize,
    ) -> impl Future<Output = usize> {
        shorthand::mpsc::recv_many(receiver, values, limit)
    }
}
