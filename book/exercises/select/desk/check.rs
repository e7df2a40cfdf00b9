use std::cell::Cell;
use std::future::poll_fn;
use std::task::{Poll, Waker};
use std::time::Duration;

use longhand::time::sleep;
use longhand::timeout;
use longhand::trace::record;

/// A desk at which a clerk answers one question at a time.
#[derive(Default)]
pub struct Desk {
    question: Cell<Option<u32>>,
    answer: Cell<Option<u32>>,
    clerk: Cell<Option<Waker>>,
    visitor: Cell<Option<Waker>>,
}

impl Desk {
    /// The clerk, who doubles every number, and never goes home.
    pub async fn serve(&self) {
        loop {
            let number = poll_fn(|cx| take(&self.question, &self.clerk, cx.waker())).await;
            self.answer.set(Some(2 * number));
            self.visitor.take().into_iter().for_each(Waker::wake);
        }
    }

    /// Puts a question, and waits for the answer.
    pub async fn ask(&self, number: u32) -> u32 {
        self.question.set(Some(number));
        self.clerk.take().into_iter().for_each(Waker::wake);
        poll_fn(|cx| take(&self.answer, &self.visitor, cx.waker())).await
    }
}

fn take(place: &Cell<Option<u32>>, who: &Cell<Option<Waker>>, waker: &Waker) -> Poll<u32> {
    who.set(Some(waker.clone()));
    place.take().map_or(Poll::Pending, Poll::Ready)
}

/// Three visitors come, and each has an answer in a second.
pub fn check(mut ask_each: impl AsyncFnMut(&Desk, [u32; 3]) -> Vec<u32>) {
    let (desk, mut answers) = (Desk::default(), Vec::new());
    record(async {
        let asking = ask_each(&desk, [1, 2, 3]);
        answers = timeout(sleep(Duration::from_secs(1)), asking)
            .await
            .unwrap_or_default();
    });
    assert_eq!(answers, [2, 4, 6], "what was answered in a second");
}
