//! [`Reactor`]: events from outside, and the sockets that wait for them.
//!
//! A future cannot wait for the operating system by itself. It tries; if that would block it leaves its
//! waker with its socket, and the thread, when it has nothing to poll, asks for events: a
//! [`Poller`] tells which socket has become ready, and who waits for it is woken.
//!
//! # Contract
//!
//! - A socket is registered once, when it is made, with the reactor of its thread, and is forgotten
//!   before it is closed. An event that is late finds nobody, also if the socket's place is used again.
//! - What an event tells is kept with the socket until an operation would block: no event is lost
//!   because nobody waits for it, and none is needed for what can be done at once.
//! - An event that tells too much costs one attempt.
//! - Each thread has a reactor that asks the operating system, made with its first socket. It is turned
//!   by [`block_on`](crate::block_on()) and [`LocalExecutor::run`](crate::executor::LocalExecutor::run).
//! - A reactor of another [`Poller`] is entered. Then sockets that are made belong to it, and the thread
//!   sleeps in it.
//!
//! # How it is made
//!
//! | file            | what                                                                 |
//! |-----------------|----------------------------------------------------------------------|
//! | `poller.rs`     | the interface to whoever tells of events                             |
//! | `epoll.rs`      | Linux behind it                                                      |
//! | `portable.rs`   | any other operating system behind it                                 |
//! | `source.rs`     | what is known of a socket, and who waits for it                      |
//! | `core.rs`       | a poller and its sockets                                             |
//! | `current.rs`    | which reactor is this thread's                                       |
//! | `registered.rs` | a socket that a reactor knows                                        |

mod core;
mod current;
#[cfg(any(target_os = "linux", target_os = "android"))]
mod epoll;
mod poller;
mod portable;
mod registered;
mod source;

use ::core::fmt;
use ::core::time::Duration;
use alloc::boxed::Box;
use alloc::rc::Rc;
use std::io;

use self::core::Core;
pub use self::poller::{Event, Interest, Key, Poller, Socket, Tells};
use self::portable::Portable;
pub(super) use self::registered::Registered;

/// Asks this operating system.
fn system() -> io::Result<Box<dyn Poller>> {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let poller = self::epoll::Epoll::new()?;
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let poller = Portable::new(true)?;
    Ok(Box::new(poller))
}

/// Sockets, and a [`Poller`] that tells of them. Clones are the same reactor.
///
/// Only tests, recordings and other operating systems need one: each thread has its own.
///
/// A script may tell of what it likes, and in any order. Here it tells a socket that it can be read, as soon
/// as the thread has nothing to poll:
///
/// ```
/// use std::cell::Cell;
/// use std::io::{self, Write};
/// use std::task::Waker;
/// use std::time::Duration;
/// use longhand::block_on;
/// use longhand::net::{Event, Key, Poller, Reactor, Socket, TcpStream, Tells};
///
/// #[derive(Default)]
/// struct Script(Cell<Option<Key>>);
///
/// impl Poller for Script {
///     fn add(&self, _: Socket<'_>, key: Key) -> io::Result<Tells> {
///         self.0.set(Some(key));
///         Ok(Tells::Edges)
///     }
///
///     fn delete(&self, _: Socket<'_>, _: Key) {}
///
///     fn wait(&self, _: Option<Duration>, tell: &mut dyn FnMut(Event)) -> io::Result<()> {
///         let key = self.0.take().expect("it is told once");
///         tell(Event { key, readable: true, writable: false, is_plain: true });
///         Ok(())
///     }
///
///     fn waker(&self) -> Waker {
///         Waker::noop().clone()
///     }
/// }
///
/// # fn main() -> io::Result<()> {
/// let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
/// let mut peer = std::net::TcpStream::connect(listener.local_addr()?)?;
/// let (stream, _) = listener.accept()?;
/// Reactor::new(Script::default()).enter(|| {
///     let stream = TcpStream::from_std(stream)?;
///     let mut word = [0; 4];
///     block_on(async {
///         let talk = longhand::join((stream.read(&mut word), async { peer.write_all(b"word") }));
///         let (read, written) = talk.await;
///         written.and(read)
///     })?;
///     assert_eq!(&word, b"word");
///     Ok(())
/// })
/// # }
/// ```
#[derive(Clone)]
pub struct Reactor {
    core: Rc<Core>,
}

impl Reactor {
    /// A reactor without sockets.
    pub fn new(poller: impl Poller + 'static) -> Self {
        Reactor {
            core: Core::new(Box::new(poller), true),
        }
    }

    /// A reactor that asks the operating system through `polling`, as each thread has one where it is not
    /// Linux: for edges, or once for each wait, which is how it is where there are no edges.
    ///
    /// # Errors
    ///
    /// The operating system's.
    pub fn portable(edges: bool) -> io::Result<Self> {
        let poller = Box::new(Portable::new(edges)?);
        Ok(Reactor {
            core: Core::new(poller, false),
        })
    }

    /// Runs `body` with this as the thread's reactor: sockets that are made belong to it, as long as
    /// they live, and `block_on` sleeps in it.
    ///
    /// It nests, and what was there before is back afterwards, also if `body` panics.
    pub fn enter<R>(&self, body: impl FnOnce() -> R) -> R {
        struct Restore(Option<Rc<Core>>);
        impl Drop for Restore {
            fn drop(&mut self) {
                drop(current::replace(self.0.take()));
            }
        }
        let _restore = Restore(current::replace(Some(self.core.clone())));
        body()
    }

    /// Waits for events as long as `limit` says, or until there are some, and wakes whoever waits for
    /// them.
    ///
    /// # Panics
    ///
    /// If the poller fails, or a waker panics; no other's event is lost then.
    pub fn turn(&self, limit: Option<Duration>) {
        self.core.turn(limit);
    }
}

impl fmt::Debug for Reactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reactor")
            .field("sockets", &self.core.len())
            .finish()
    }
}
