//! Longhand: the connection is a machine that borrows a buffer only while it reads.

use std::cell::RefCell;
use std::future::Future;
use std::io;
use std::net;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use longhand::net::{TcpListener, TcpStream};
use longhand::{LocalExecutor, spawn};

use super::BUFFER;

pub(super) fn serve(listener: net::TcpListener) -> io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    let buffer = Rc::new(RefCell::new([0; BUFFER]));
    LocalExecutor::new().run(Serve { listener, buffer })
}

struct Serve {
    listener: TcpListener,
    buffer: Rc<RefCell<[u8; BUFFER]>>,
}

impl Future for Serve {
    type Output = io::Result<()>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            let (stream, _) = ready!(self.listener.poll_accept(cx))?;
            let buffer = self.buffer.clone();
            spawn(Echo {
                stream,
                rest: Box::default(),
                buffer,
            })
            .detach();
        }
    }
}

/// Writing while there is a `rest`, and reading else.
struct Echo {
    stream: TcpStream,
    rest: Box<[u8]>,
    buffer: Rc<RefCell<[u8; BUFFER]>>,
}

impl Future for Echo {
    type Output = io::Result<()>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let echo = &mut *self;
        loop {
            while !echo.rest.is_empty() {
                let written = ready!(echo.stream.poll_write(cx, &echo.rest))?;
                echo.rest = echo.rest[written..].into();
            }
            let mut buffer = echo.buffer.borrow_mut();
            let read = ready!(echo.stream.poll_read(cx, &mut *buffer))?;
            if read == 0 {
                return Poll::Ready(Ok(()));
            }
            let written = match echo.stream.poll_write(cx, &buffer[..read])? {
                Poll::Ready(written) => written,
                Poll::Pending => 0,
            };
            if written < read {
                echo.rest = buffer[written..read].into();
            }
        }
    }
}
