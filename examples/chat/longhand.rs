//! A connection as a machine. Twin: `shorthand.rs`.
//!
//! It says and hears at one time, and each of the two has a state of its own:
//!
//! ```text
//! Reading <--1,2--> Saying            Waiting <--3,4--> Writing
//! ```
//!
//! | # | state   | what                        | next    |
//! |---|---------|-----------------------------|---------|
//! | 1 | Reading | a whole line has come       | Saying  |
//! | 2 | Saying  | all the others have it      | Reading |
//! | 3 | Waiting | somebody has said something | Writing |
//! | 4 | Writing | all of it is written        | Waiting |
//!
//! The end of what is said, an error, or a line that cannot be written in time ends the connection.
//!
//! A send waits in a line of the channel's, and borrows the sender for it. So saying is a future of the
//! [`room`](super::room), which owns the senders: a machine that owned both would borrow from itself.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use longhand::channel::mpsc::Receiver;
use longhand::net::TcpStream;
use longhand::time::{Sleep, sleep};
use pin_project::pin_project;

use super::room::{Line, Member};
use super::{LINE, STEPS};

/// Says what comes, and writes what is heard, until one of them ends.
pub(crate) fn chat(
    stream: TcpStream,
    (member, heard): (Member, Receiver<Line>),
    patience: Duration,
) -> impl Future<Output = io::Result<()>> {
    Chat {
        stream,
        speaker: Speaker {
            say: move |words: &[u8]| member.say(words),
            text: Vec::new(),
            state: Speaking::Reading,
        },
        listener: Listener {
            heard,
            patience,
            state: Listening::Waiting,
        },
    }
}

#[pin_project]
struct Chat<S, F> {
    stream: TcpStream,
    #[pin]
    speaker: Speaker<S, F>,
    #[pin]
    listener: Listener,
}

impl<S, F> Future for Chat<S, F>
where
    S: FnMut(&[u8]) -> F,
    F: Future<Output = ()>,
{
    type Output = io::Result<()>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut chat = self.project();
        for _ in 0..STEPS {
            let said = chat.speaker.as_mut().step(cx, chat.stream)?;
            let heard = chat.listener.as_mut().step(cx, chat.stream)?;
            match (said, heard) {
                (Poll::Ready(Step::Ended), _) | (_, Poll::Ready(Step::Ended)) => {
                    return Poll::Ready(Ok(()));
                }
                (Poll::Pending, Poll::Pending) => return Poll::Pending,
                _ => {}
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

enum Step {
    Done,
    Ended,
}

#[pin_project]
struct Speaker<S, F> {
    say: S,
    /// What has come of the next line, and maybe of those behind it.
    text: Vec<u8>,
    #[pin]
    state: Speaking<F>,
}

// `repr(C)`: the tag has bytes of its own, and none that a suspended future has lent out.
#[pin_project(project = SpeakingProjection)]
#[repr(C)]
enum Speaking<F> {
    Reading,
    Saying(#[pin] F),
}

impl<S, F> Speaker<S, F>
where
    S: FnMut(&[u8]) -> F,
    F: Future<Output = ()>,
{
    fn step(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        stream: &TcpStream,
    ) -> Poll<io::Result<Step>> {
        let mut speaker = self.project();
        let text = speaker.text;
        if let SpeakingProjection::Saying(saying) = speaker.state.as_mut().project() {
            ready!(saying.poll(cx));
            speaker.state.set(Speaking::Reading); // 2
        } else if let Some(end) = text.iter().position(|&byte| byte == b'\n') {
            let saying = (speaker.say)(&text[..=end]);
            text.drain(..=end);
            speaker.state.set(Speaking::Saying(saying)); // 1
        } else {
            let mut buffer = [0; LINE];
            let room = LINE - text.len();
            if room == 0 {
                return Poll::Ready(Err(io::ErrorKind::FileTooLarge.into()));
            }
            let read = ready!(stream.poll_read(cx, &mut buffer[..room]))?;
            if read == 0 {
                return Poll::Ready(Ok(Step::Ended));
            }
            text.extend_from_slice(&buffer[..read]);
        }
        Poll::Ready(Ok(Step::Done))
    }
}

#[pin_project]
struct Listener {
    heard: Receiver<Line>,
    patience: Duration,
    #[pin]
    state: Listening,
}

#[pin_project(project = ListeningProjection)]
#[repr(C)]
enum Listening {
    Waiting,
    Writing {
        line: Line,
        from: usize,
        #[pin]
        patience: Sleep,
    },
}

impl Listener {
    fn step(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        stream: &TcpStream,
    ) -> Poll<io::Result<Step>> {
        let mut listener = self.project();
        match listener.state.as_mut().project() {
            ListeningProjection::Waiting => {
                let Some(line) = ready!(listener.heard.poll_recv(cx)) else {
                    return Poll::Ready(Ok(Step::Ended)); // it is not in the room any more
                };
                let patience = sleep(*listener.patience);
                listener.state.set(Listening::Writing {
                    line,
                    from: 0,
                    patience,
                }); // 3
            }
            ListeningProjection::Writing {
                line,
                from,
                patience,
            } => match stream.poll_write(cx, &line[*from..])? {
                Poll::Ready(written) => {
                    *from += written;
                    if *from == line.len() {
                        listener.state.set(Listening::Waiting); // 4
                    }
                }
                Poll::Pending => {
                    ready!(patience.poll(cx));
                    return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
                }
            },
        }
        Poll::Ready(Ok(Step::Done))
    }
}
