//! A loop over `epoll`: no futures, no wakers, and one buffer for all. What it costs cannot be had for less.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};

use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use rustix::fd::AsRawFd;

use super::BUFFER;

pub(super) fn serve(listener: TcpListener) -> io::Result<()> {
    let queue = epoll::create(CreateFlags::CLOEXEC)?;
    let listening = EventData::new_u64(u64::MAX);
    epoll::add(&queue, &listener, listening, EventFlags::IN)?;
    let mut streams: Vec<Option<TcpStream>> = Vec::new();
    let (mut events, mut buffer) = (Vec::with_capacity(1_024), [0; BUFFER]);
    loop {
        events.clear();
        epoll::wait(&queue, spare_capacity(&mut events), None)?;
        for event in &events {
            if event.data.u64() == u64::MAX {
                let (stream, _) = listener.accept()?;
                stream.set_nonblocking(true)?;
                let index = stream.as_raw_fd() as usize;
                let flags = EventFlags::IN | EventFlags::OUT | EventFlags::RDHUP | EventFlags::ET;
                epoll::add(&queue, &stream, EventData::new_u64(index as u64), flags)?;
                if streams.len() <= index {
                    streams.resize_with(index + 1, || None);
                }
                streams[index] = Some(stream);
                continue;
            }
            let (flags, place) = (event.flags, &mut streams[event.data.u64() as usize]);
            let goes_on = match place {
                Some(stream) if flags.contains(EventFlags::IN) => echo(stream, &mut buffer),
                _ => true,
            };
            if !goes_on {
                *place = None;
            }
        }
    }
}

/// Whether the connection goes on.
fn echo(stream: &mut TcpStream, buffer: &mut [u8]) -> bool {
    match stream.read(buffer) {
        Ok(0) => false,
        Ok(read) => stream.write_all(&buffer[..read]).is_ok(),
        Err(error) => error.kind() == io::ErrorKind::WouldBlock,
    }
}
