use std::cell::Cell;
use std::future::poll_fn;
use std::task::{Poll, Waker};
use std::time::Duration;

use longhand::time::sleep;
use longhand::trace::record;
use longhand::{join, timeout};

/// A mailbox for one letter.
#[derive(Default)]
pub struct Mailbox {
    letter: Cell<Option<&'static str>>,
    reader: Cell<Option<Waker>>,
}

impl Mailbox {
    fn put(&self, letter: &'static str) {
        self.letter.set(Some(letter));
        self.reader.take().into_iter().for_each(Waker::wake);
    }

    async fn take(&self) -> &'static str {
        poll_fn(|cx| match self.letter.take() {
            Some(letter) => Poll::Ready(letter),
            None => {
                self.reader.set(Some(cx.waker().clone()));
                Poll::Pending
            }
        })
        .await
    }
}

/// Takes a letter out and reads it, which takes four milliseconds.
pub async fn read(mailbox: &Mailbox) -> &'static str {
    let letter = mailbox.take().await;
    sleep(Duration::from_millis(4)).await;
    letter
}

/// Three letters come at 0, 11 and 20 milliseconds, and all are read.
pub fn check(mut read_three: impl AsyncFnMut(&Mailbox, &mut u32) -> Vec<&'static str>) {
    let (mailbox, mut beats, mut letters) = (Mailbox::default(), 0, Vec::new());
    record(async {
        let written = async {
            mailbox.put("one");
            sleep(Duration::from_millis(11)).await;
            mailbox.put("two");
            sleep(Duration::from_millis(9)).await;
            mailbox.put("three");
        };
        let read = async {
            let all = read_three(&mailbox, &mut beats);
            letters = timeout(sleep(Duration::from_secs(1)), all)
                .await
                .unwrap_or_default();
        };
        join((written, read)).await;
    });
    assert_eq!(
        letters,
        ["one", "two", "three"],
        "what was read in a second"
    );
}
