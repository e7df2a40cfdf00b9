use std::cell::Cell;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

#[derive(Default)]
struct Mark(AtomicBool);

impl Wake for Mark {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

type Read<'a> = &'a mut dyn FnMut() -> io::Result<usize>;

/// Words lie in a socket, and each read takes one. An edge tells of all that have come.
pub fn check<S>(
    source: S,
    tell: fn(&S),
    poll_read: fn(&S, &mut Context<'_>, Read<'_>) -> Poll<io::Result<usize>>,
) {
    let (words, reads, mark) = (Cell::new(0_usize), Cell::new(0), Arc::new(Mark::default()));
    let waker = Waker::from(mark.clone());
    let is_woken = || mark.0.swap(false, Ordering::Relaxed);
    let mut read = || {
        reads.set(reads.get() + 1);
        match words.get().checked_sub(1) {
            Some(left) => {
                words.set(left);
                Ok(4)
            }
            None => Err(io::ErrorKind::WouldBlock.into()),
        }
    };
    let mut poll = || match poll_read(&source, &mut Context::from_waker(&waker), &mut read) {
        Poll::Ready(read) => Some(read.expect("a reader is not told that it would block")),
        Poll::Pending => None,
    };

    assert_eq!(poll(), None);
    words.set(2);
    tell(&source);
    assert!(is_woken());
    assert_eq!(poll(), Some(4));
    assert_eq!(poll(), Some(4), "one edge has told of both");
    assert_eq!(poll(), None);

    let so_far = reads.get();
    assert_eq!(poll(), None);
    assert_eq!(reads.get(), so_far, "it would block, and no event has come");

    tell(&source); // too much
    assert!(is_woken());
    assert_eq!(poll(), None);
    words.set(1);
    tell(&source);
    assert!(is_woken(), "whoever was told too much still waits");
    assert_eq!(poll(), Some(4));
}
