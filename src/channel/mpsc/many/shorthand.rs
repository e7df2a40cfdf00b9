//! Receiving many, as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.
#![forbid(unsafe_code)]

use alloc::vec::Vec;

use crate::channel::Memory;
use crate::channel::mpsc::Receiver;
use crate::channel::mpsc::shorthand::recv;

/// Waits for a value, and takes what else is there: [`Receiver::recv_many`] as an `async fn`.
/// [*Lossless*](crate#cancel-safety).
pub async fn recv_many<T, M: Memory<T>>(
    receiver: &mut Receiver<T, M>,
    values: &mut Vec<T>,
    limit: usize,
) -> usize {
    if limit == 0 {
        return 0;
    }
    let Some(value) = recv(receiver).await else {
        return 0;
    };
    values.push(value);
    let mut received = 1;
    while received < limit {
        let Ok(value) = receiver.try_recv() else {
            break;
        };
        values.push(value);
        received += 1;
    }
    received
}
