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

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use longhand::net::TcpStream;
use longhand::time::{Sleep, sleep};
use pin_project::pin_project;

use super::queue::Line;
use super::room::Member;
use super::{LINE, STEPS};

/// Says what comes, and writes what is heard, until one of them ends.
pub(crate) fn chat(stream: TcpStream, member: Member, patience: Duration) -> Chat {
    Chat {
        stream,
        member,
        speaker: Speaker {
            text: Vec::new(),
            line: None,
        },
        listener: Listener::Waiting,
        patience,
    }
}

#[pin_project]
pub(crate) struct Chat {
    stream: TcpStream,
    member: Member,
    speaker: Speaker,
    #[pin]
    listener: Listener,
    patience: Duration,
}

impl Future for Chat {
    type Output = io::Result<()>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut chat = self.project();
        for _ in 0..STEPS {
            let (stream, member) = (&*chat.stream, &*chat.member);
            let said = chat.speaker.step(cx, stream, member)?;
            if let Poll::Ready(Step::Ended) = said {
                return Poll::Ready(Ok(()));
            }
            let patience = *chat.patience;
            let heard = chat.listener.as_mut().step(cx, stream, member, patience)?;
            if said.is_pending() && heard.is_pending() {
                return Poll::Pending;
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

/// Reading while there is no `line`, and saying it while there is.
struct Speaker {
    /// What has come of the next line, and maybe of those behind it.
    text: Vec<u8>,
    line: Option<Line>,
}

impl Speaker {
    fn step(
        &mut self,
        cx: &mut Context<'_>,
        stream: &TcpStream,
        member: &Member,
    ) -> Poll<io::Result<Step>> {
        if let Some(line) = &self.line {
            ready!(member.poll_say(cx, line));
            self.line = None; // 2
        } else if let Some(end) = self.text.iter().position(|&byte| byte == b'\n') {
            self.line = Some(member.line(&self.text[..=end])); // 1
            self.text.drain(..=end);
        } else {
            let mut buffer = [0; LINE];
            let room = LINE - self.text.len();
            if room == 0 {
                return Poll::Ready(Err(io::ErrorKind::FileTooLarge.into()));
            }
            let read = ready!(stream.poll_read(cx, &mut buffer[..room]))?;
            if read == 0 {
                return Poll::Ready(Ok(Step::Ended));
            }
            self.text.extend_from_slice(&buffer[..read]);
        }
        Poll::Ready(Ok(Step::Done))
    }
}

#[pin_project(project = Projection)]
enum Listener {
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
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        stream: &TcpStream,
        member: &Member,
        patience: Duration,
    ) -> Poll<io::Result<()>> {
        match self.as_mut().project() {
            Projection::Waiting => {
                let line = ready!(member.poll_hear(cx));
                let patience = sleep(patience);
                self.set(Listener::Writing {
                    line,
                    from: 0,
                    patience,
                }); // 3
            }
            Projection::Writing {
                line,
                from,
                patience,
            } => match stream.poll_write(cx, &line[*from..])? {
                Poll::Ready(written) => {
                    *from += written;
                    if *from == line.len() {
                        self.set(Listener::Waiting); // 4
                    }
                }
                Poll::Pending => {
                    ready!(patience.poll(cx));
                    return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
                }
            },
        }
        Poll::Ready(Ok(()))
    }
}
