//! The traits of `futures_io`: a stream, and a reference to one, wait and are woken by them as by its own
//! methods.

use core::pin::Pin;
use core::task::Poll;
use std::io::{self, IoSlice, IoSliceMut, Read, Write};
use std::net::TcpStream as Peer;

use futures_io::{AsyncRead, AsyncWrite};
use longhand::net::{Event, Key, Tells};

use crate::support::outside::{Scene, readable};
use crate::support::probe::Caller;

/// Whatever reads and writes.
trait Both: AsyncRead + AsyncWrite + Unpin {}
impl<S: AsyncRead + AsyncWrite + Unpin> Both for S {}

/// Plays a rule with a stream, and with a reference to one; each time with a peer, and both pollers.
fn play(rule: fn(&Scene, &mut dyn Both, Key, Peer)) {
    for tells in [Tells::Edges, Tells::Once] {
        let scene = Scene::new(tells);
        let (mut stream, key, peer) = scene.pair();
        rule(&scene, &mut stream, key, peer);
        let (stream, key, peer) = scene.pair();
        rule(&scene, &mut &stream, key, peer);
    }
}

fn read(stream: &mut dyn Both, reader: &Caller, buffer: &mut [u8]) -> Poll<usize> {
    let polled = Pin::new(stream).poll_read(&mut reader.cx(), buffer);
    polled.map(|read| read.expect("it is connected"))
}

/// Writes until there is no room, and waits for some. How much went in.
fn fill(stream: &mut dyn Both, writer: &Caller) -> usize {
    let mut filled = 0;
    while let Poll::Ready(written) =
        Pin::new(&mut *stream).poll_write(&mut writer.cx(), &[b'-'; 65_536])
    {
        filled += written.expect("it is connected");
    }
    filled
}

fn writable(key: Key) -> Event {
    Event {
        readable: false,
        writable: true,
        ..readable(key)
    }
}

#[test]
fn a_reader_waits_until_it_is_told_and_reads_what_has_come() {
    play(|scene, stream, key, mut peer| {
        let (reader, mut buffer) = (Caller::new(), [0; 8]);
        assert_eq!(read(stream, &reader, &mut buffer), Poll::Pending);
        peer.write_all(b"come").expect("it is connected");
        assert_eq!(reader.wakes(), 0);
        scene.tell(readable(key));
        assert_eq!(reader.wakes(), 1);
        assert_eq!(read(stream, &reader, &mut buffer), Poll::Ready(4));
        assert_eq!(&buffer[..4], b"come");
        assert_eq!(read(stream, &reader, &mut buffer), Poll::Pending);
        drop(peer);
        scene.tell(readable(key));
        assert_eq!(reader.wakes(), 2);
        assert_eq!(read(stream, &reader, &mut buffer), Poll::Ready(0));
    });
}

#[test]
fn a_writer_waits_for_room_while_a_reader_waits_for_bytes() {
    play(|scene, stream, key, mut peer| {
        let [reader, writer] = [Caller::new(), Caller::new()];
        assert_eq!(read(stream, &reader, &mut [0; 8]), Poll::Pending);
        let filled = fill(stream, &writer);
        peer.read_exact(&mut vec![0; filled])
            .expect("it is written");
        assert_eq!(writer.wakes(), 0);
        scene.tell(writable(key));
        assert_eq!(writer.wakes(), 1);
        let written = Pin::new(&mut *stream).poll_write(&mut writer.cx(), b"more");
        assert!(matches!(written, Poll::Ready(Ok(4))));
        peer.read_exact(&mut [0; 4]).expect("it is written");
        // The reader waits still, and is told for itself.
        assert_eq!(read(stream, &reader, &mut [0; 8]), Poll::Pending);
        let wakes = reader.wakes();
        peer.write_all(b"come").expect("it is connected");
        scene.tell(readable(key));
        assert_eq!((reader.wakes(), writer.wakes()), (wakes + 1, 1));
        assert_eq!(read(stream, &reader, &mut [0; 8]), Poll::Ready(4));
    });
}

#[test]
fn several_buffers_are_filled_and_sent_in_order() {
    play(|scene, stream, key, mut peer| {
        let caller = Caller::new();
        let slices = [b"one".as_slice(), b"two"].map(IoSlice::new);
        let written = Pin::new(&mut *stream).poll_write_vectored(&mut caller.cx(), &slices);
        assert!(matches!(written, Poll::Ready(Ok(6))));
        let mut come = [0; 6];
        peer.read_exact(&mut come).expect("it is written");
        assert_eq!(&come, b"onetwo");
        peer.write_all(&come).expect("it is connected");
        scene.tell(readable(key));
        let (mut first, mut second) = ([0; 2], [0; 8]);
        let mut buffers = [IoSliceMut::new(&mut first), IoSliceMut::new(&mut second)];
        let read = Pin::new(&mut *stream).poll_read_vectored(&mut caller.cx(), &mut buffers);
        assert!(matches!(read, Poll::Ready(Ok(6))));
        assert_eq!((&first, &second[..4]), (b"on", b"etwo".as_slice()));
    });
}

#[test]
fn a_flush_has_nothing_to_do_and_a_close_ends_the_writing_alone() {
    play(|scene, stream, key, mut peer| {
        let caller = Caller::new();
        let done = |polled: Poll<io::Result<()>>| matches!(polled, Poll::Ready(Ok(())));
        let written = Pin::new(&mut *stream).poll_write(&mut caller.cx(), b"last");
        assert!(matches!(written, Poll::Ready(Ok(4))));
        assert!(done(Pin::new(&mut *stream).poll_flush(&mut caller.cx())));
        assert!(done(Pin::new(&mut *stream).poll_close(&mut caller.cx())));
        let mut all = Vec::new();
        peer.read_to_end(&mut all).expect("its end");
        assert_eq!(all, b"last");
        peer.write_all(b"come").expect("it is connected");
        scene.tell(readable(key));
        assert_eq!(read(stream, &caller, &mut [0; 8]), Poll::Ready(4));
        let written = Pin::new(&mut *stream).poll_write(&mut caller.cx(), b"more");
        let Poll::Ready(Err(error)) = written else {
            panic!("it was closed, and writes: {written:?}");
        };
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    });
}
