//! [`Client`]: many connections, each with one request on the way.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};

use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use rustix::fd::OwnedFd;

/// The bytes of a request, and of its answer.
pub(crate) const MESSAGE: usize = 64;

pub(crate) struct Client {
    streams: Vec<TcpStream>,
    queue: OwnedFd,
}

impl Client {
    /// Connects, and has each connection served once.
    pub(crate) fn connect(address: SocketAddr, connections: usize) -> io::Result<Self> {
        let queue = epoll::create(CreateFlags::CLOEXEC)?;
        let mut streams = Vec::with_capacity(connections);
        for index in 0..connections {
            let mut stream = TcpStream::connect(address)?;
            stream.set_nodelay(true)?;
            stream.write_all(&[b'x'; MESSAGE])?;
            stream.read_exact(&mut [0; MESSAGE])?;
            let data = EventData::new_u64(index as u64);
            epoll::add(&queue, &stream, data, EventFlags::IN)?;
            streams.push(stream);
        }
        Ok(Client { streams, queue })
    }

    /// Makes so many requests in all, one on each connection at a time. Who has its answer asks again when so
    /// many have theirs: `together`, and no more than there are connections.
    pub(crate) fn request(&mut self, requests: usize, together: usize) -> io::Result<()> {
        let mut asked = self.streams.len().min(requests);
        for stream in &mut self.streams[..asked] {
            stream.write_all(&[b'x'; MESSAGE])?;
        }
        let (mut answered, mut events) = (0, Vec::with_capacity(256));
        let mut to_ask = Vec::with_capacity(together);
        while answered < requests {
            events.clear();
            epoll::wait(&self.queue, spare_capacity(&mut events), None)?;
            for event in &events {
                let index = event.data.u64() as usize;
                self.streams[index].read_exact(&mut [0; MESSAGE])?;
                answered += 1;
                to_ask.push(index);
                if to_ask.len() < together {
                    continue;
                }
                for index in to_ask.drain(..).take(requests - asked) {
                    self.streams[index].write_all(&[b'x'; MESSAGE])?;
                    asked += 1;
                }
            }
        }
        Ok(())
    }
}
