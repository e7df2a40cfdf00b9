//! The ends of a channel for a thread that may be blocked: each waits with [`block_on`].

use crate::block_on::block_on;
use crate::channel::{Memory, mpsc, rendezvous};

macro_rules! blocking {
    ($($sender:ty, $receiver:ty, <$($parameter:ident $(: $bound:path)?),*>;)*) => {$(
        impl<$($parameter $(: $bound)?),*> $sender {
            /// Sends the value, and blocks the thread as long as [`send`](Self::send) waits.
            ///
            /// # Errors
            ///
            /// The value, if the receiver is closed or dropped.
            pub fn send_blocking(&self, value: T) -> Result<(), mpsc::SendError<T>> {
                block_on(self.send(value))
            }
        }

        impl<$($parameter $(: $bound)?),*> $receiver {
            /// A value, for which the thread is blocked as long as [`recv`](Self::recv) waits. `None` if
            /// none can come.
            pub fn recv_blocking(&mut self) -> Option<T> {
                block_on(self.recv())
            }
        }
    )*};
}

blocking! {
    mpsc::Sender<T, M>, mpsc::Receiver<T, M>, <T, M: Memory<T>>;
    rendezvous::Sender<T>, rendezvous::Receiver<T>, <T>;
}
