//! [`FirstWord`], by hand, with an index where the twin has a reference. Twin: `shorthand.rs`.
//!
//! ```text
//! first_word() --> Unpolled --1--> GivenWay --2--> Finished --> a further poll panics
//! ```
//!
//! | # | state    | next     | returns      |
//! |---|----------|----------|--------------|
//! | 1 | Unpolled | GivenWay | `Pending`    |
//! | 2 | GivenWay | Finished | `Ready(len)` |

use std::pin::Pin;
use std::task::{Context, Poll};

/// Finds the first word of a text, gives way, and says how long the word is.
pub fn first_word(text: [u8; 16]) -> FirstWord {
    FirstWord {
        text,
        state: State::Unpolled,
    }
}

/// The future of [`first_word`].
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct FirstWord {
    text: [u8; 16],
    state: State,
}

enum State {
    Unpolled,
    // The word is what lies before this byte of the text, wherever the text lies.
    GivenWay { end: u8 },
    Finished,
}

impl Future for FirstWord {
    type Output = usize;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<usize> {
        match self.state {
            State::Unpolled => {
                let end = self.text.iter().take_while(|byte| **byte != b' ').count() as u8;
                self.state = State::GivenWay { end };
                cx.waker().wake_by_ref();
                Poll::Pending // 1
            }
            State::GivenWay { end } => {
                self.state = State::Finished;
                Poll::Ready(self.text[..end.into()].len()) // 2
            }
            State::Finished => panic!("`FirstWord` polled after completion"),
        }
    }
}
