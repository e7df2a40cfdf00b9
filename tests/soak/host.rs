//! [`Host`]: an echo server on a thread of its own, and what it leaves behind.
#![expect(unsafe_code, reason = "an allocator that counts")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::thread::{self, JoinHandle};

use longhand::LocalExecutor;
use longhand::channel::oneshot::{Sender, oneshot};
use longhand::net::{TcpListener, TcpStream};

use crate::server::{self, Limits, Served};

/// In which spelling the server is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Spelling {
    Longhand,
    Shorthand,
}

pub(crate) const SPELLINGS: [Spelling; 2] = [Spelling::Longhand, Spelling::Shorthand];

/// A server that runs.
pub(crate) struct Host {
    pub(crate) address: SocketAddr,
    stop: Sender<()>,
    thread: JoinHandle<Left>,
}

/// What a server has left behind when it has ended.
#[derive(Debug)]
pub(crate) struct Left {
    pub(crate) served: Served,
    /// What its executor shows of itself.
    pub(crate) executor: String,
    /// The bytes that its thread has allocated and not freed, sockets and tasks and all.
    pub(crate) bytes: isize,
}

impl Host {
    /// Serves each connection by what `connection` makes of it.
    pub(crate) fn begin<C, F>(
        spelling: Spelling,
        limits: Limits,
        connection: impl FnOnce() -> C + Send + 'static,
    ) -> Self
    where
        C: FnMut(TcpStream) -> F,
        F: Future + 'static,
    {
        let (stop, stopped) = oneshot();
        let (tell, told) = mpsc::channel();
        let thread = thread::spawn(move || {
            // The reactor is the thread's: made before, and not the server's.
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback");
            let address = listener.local_addr().expect("it is bound");
            let bytes = LIVE.get();
            tell.send(address).expect("it is asked");
            let executor = LocalExecutor::new();
            let served = match spelling {
                Spelling::Longhand => executor.run(server::longhand::serve(
                    listener,
                    stopped,
                    limits,
                    connection(),
                )),
                Spelling::Shorthand => executor.run(server::shorthand::serve(
                    listener,
                    stopped,
                    limits,
                    connection(),
                )),
            };
            let shown = format!("{executor:?}");
            drop(executor);
            Left {
                served,
                bytes: LIVE.get() - bytes - shown.capacity() as isize,
                executor: shown,
            }
        });
        let address = told.recv().expect("it listens");
        Host {
            address,
            stop,
            thread,
        }
    }

    /// Tells it that nobody is to be accepted any more.
    pub(crate) fn stop(self) -> JoinHandle<Left> {
        self.stop.send(()).expect("it runs");
        self.thread
    }
}

/// What a process has, and no two tests may count at one time.
pub(crate) struct Descriptors {
    before: usize,
    _alone: MutexGuard<'static, ()>,
}

static ALONE: Mutex<()> = Mutex::new(());

impl Descriptors {
    pub(crate) fn count() -> Self {
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        Descriptors {
            before: open(),
            _alone: alone,
        }
    }

    /// Fails if one is left that was not there.
    #[track_caller]
    pub(crate) fn assert_none_left(&self) {
        assert_eq!(open(), self.before, "a descriptor is left");
    }
}

/// How many descriptors are open.
pub(crate) fn open() -> usize {
    let listed = std::fs::read_dir("/proc/self/fd").expect("this is Linux");
    listed.count() - 1 // that of the list
}

thread_local! {
    /// Bytes that this thread has allocated, less those that it has freed.
    static LIVE: Cell<isize> = const { Cell::new(0) };
}

#[global_allocator]
static COUNTING: Counting = Counting;

struct Counting;

// SAFETY: the system's allocator does all the work.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LIVE.set(LIVE.get() + layout.size() as isize);
        // SAFETY: as the caller says.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.set(LIVE.get() - layout.size() as isize);
        // SAFETY: as the caller says.
        unsafe { System.dealloc(pointer, layout) }
    }
}
