//! [`Ends`]: what both ends of an `mpsc` wait for, in both spellings.

use core::future::Future;

use longhand::channel::mpsc::{Permit, Receiver, SendError, Sender};
use longhand::shorthand;

use super::spelling::{AsAsyncFn, ByHand, Spelling};

pub(crate) trait Ends: Spelling + 'static {
    fn send<T>(sender: &Sender<T>, value: T) -> impl Future<Output = Result<(), SendError<T>>>;

    fn send_from<'a, T>(
        sender: &'a Sender<T>,
        slot: &'a mut Option<T>,
    ) -> impl Future<Output = Result<(), SendError<()>>>;

    fn reserve<T>(sender: &Sender<T>)
    -> impl Future<Output = Result<Permit<'_, T>, SendError<()>>>;

    fn closed<T>(sender: &Sender<T>) -> impl Future<Output = ()>;

    fn recv<T>(receiver: &mut Receiver<T>) -> impl Future<Output = Option<T>>;

    fn recv_many<'a, T>(
        receiver: &'a mut Receiver<T>,
        values: &'a mut Vec<T>,
        limit: usize,
    ) -> impl Future<Output = usize>;
}

impl Ends for ByHand {
    fn send<T>(sender: &Sender<T>, value: T) -> impl Future<Output = Result<(), SendError<T>>> {
        sender.send(value)
    }

    fn send_from<'a, T>(
        sender: &'a Sender<T>,
        slot: &'a mut Option<T>,
    ) -> impl Future<Output = Result<(), SendError<()>>> {
        sender.send_from(slot)
    }

    fn reserve<T>(
        sender: &Sender<T>,
    ) -> impl Future<Output = Result<Permit<'_, T>, SendError<()>>> {
        sender.reserve()
    }

    fn closed<T>(sender: &Sender<T>) -> impl Future<Output = ()> {
        sender.closed()
    }

    fn recv<T>(receiver: &mut Receiver<T>) -> impl Future<Output = Option<T>> {
        receiver.recv()
    }

    fn recv_many<'a, T>(
        receiver: &'a mut Receiver<T>,
        values: &'a mut Vec<T>,
        limit: usize,
    ) -> impl Future<Output = usize> {
        receiver.recv_many(values, limit)
    }
}

impl Ends for AsAsyncFn {
    fn send<T>(sender: &Sender<T>, value: T) -> impl Future<Output = Result<(), SendError<T>>> {
        shorthand::mpsc::send(sender, value)
    }

    fn send_from<'a, T>(
        sender: &'a Sender<T>,
        slot: &'a mut Option<T>,
    ) -> impl Future<Output = Result<(), SendError<()>>> {
        shorthand::mpsc::send_from(sender, slot)
    }

    fn reserve<T>(
        sender: &Sender<T>,
    ) -> impl Future<Output = Result<Permit<'_, T>, SendError<()>>> {
        shorthand::mpsc::reserve(sender)
    }

    fn closed<T>(sender: &Sender<T>) -> impl Future<Output = ()> {
        shorthand::mpsc::closed(sender)
    }

    fn recv<T>(receiver: &mut Receiver<T>) -> impl Future<Output = Option<T>> {
        shorthand::mpsc::recv(receiver)
    }

    fn recv_many<'a, T>(
        receiver: &'a mut Receiver<T>,
        values: &'a mut Vec<T>,
        limit: usize,
    ) -> impl Future<Output = usize> {
        shorthand::mpsc::recv_many(receiver, values, limit)
    }
}
