//! Whose waker is kept, and what may happen while it is called or dropped.

use core::future::{Future, poll_fn};
use core::time::Duration;
use std::io::Write;

use super::loopback::{pair, poll_once, run, turn_until};
use super::on_every_reactor;
use crate::support::actor::{Actor, Deed};
use crate::support::panics::panic_of;
use crate::support::sockets::Sockets;

on_every_reactor!(
    the_latest_waker_is_woken_and_no_other,
    a_waker_that_is_known_is_not_cloned_again,
    a_wake_may_drop_another_stream,
    a_wake_that_panics_loses_no_other_sockets_event,
    an_event_that_comes_during_an_inner_block_on_is_kept,
    an_event_that_comes_while_a_waker_is_replaced_is_kept,
);

fn the_latest_waker_is_woken_and_no_other<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    let [first, last] = [Actor::new(), Actor::new()];
    for actor in [&first, &last] {
        let mut buffer = [0; 8];
        let read = Box::pin(S::read(&stream, &mut buffer));
        assert!(poll_once::<S, _>(actor, read).is_pending());
    }
    assert_eq!((first.kept(), last.kept()), (0, 1));
    peer.write_all(b"hello").expect("it is connected");
    turn_until::<S>(|| last.times(Deed::Wake) == 1);
    assert_eq!((first.times(Deed::Wake), last.kept()), (0, 0));
}

fn a_waker_that_is_known_is_not_cloned_again<S: Sockets>() {
    let (stream, _peer) = pair::<S>();
    let actor = Actor::new();
    for _ in 0..3 {
        let mut buffer = [0; 8];
        let read = Box::pin(S::read(&stream, &mut buffer));
        assert!(poll_once::<S, _>(&actor, read).is_pending());
    }
    assert_eq!(actor.times(Deed::Clone), 1);
}

fn a_wake_may_drop_another_stream<S: Sockets>() {
    // The events of both come at once, and the first drops the stream of the second, whichever.
    let [first, second] = [Actor::new(), Actor::new()];
    let (one, mut ones_peer) = pair::<S>();
    let (other, mut others_peer) = pair::<S>();
    for (stream, actor) in [(&one, &first), (&other, &second)] {
        let mut buffer = [0; 8];
        let read = Box::pin(S::read(stream, &mut buffer));
        assert!(poll_once::<S, _>(actor, read).is_pending());
    }
    first.act_on(Deed::Wake, move || drop(other));
    second.act_on(Deed::Wake, move || drop(one));
    ones_peer.write_all(b"hello").expect("it is connected");
    others_peer.write_all(b"hello").expect("it is connected");
    let wakes = || first.times(Deed::Wake) + second.times(Deed::Wake);
    turn_until::<S>(|| wakes() > 0);
    assert_eq!((wakes(), first.kept() + second.kept()), (1, 0));
}

fn a_wake_that_panics_loses_no_other_sockets_event<S: Sockets>() {
    let streams = [pair::<S>(), pair::<S>()];
    let actors = [Actor::new(), Actor::new()];
    for ((stream, _), actor) in streams.iter().zip(&actors) {
        let mut buffer = [0; 8];
        let read = Box::pin(S::read(stream, &mut buffer));
        assert!(poll_once::<S, _>(actor, read).is_pending());
        actor.act_on(Deed::Wake, || panic!("no wake"));
    }
    for (_, peer) in &streams {
        let mut peer = peer;
        peer.write_all(b"hello").expect("they are connected");
    }
    // The events of both come at once; whichever is first panics.
    panic_of(|| turn_until::<S>(|| false));
    for (stream, _) in &streams {
        let mut buffer = [0; 5];
        let read = S::timeout(
            S::sleep(Duration::from_secs(1)),
            S::read(stream, &mut buffer),
        );
        assert!(matches!(S::block_on(read), Ok(Ok(5))));
    }
}

fn an_event_that_comes_during_an_inner_block_on_is_kept<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    let mut buffer = [0; 5];
    let mut reading = Box::pin(S::read_exact(&stream, &mut buffer));
    run::<S, _>(poll_fn(|cx| {
        let polled = reading.as_mut().poll(cx);
        if polled.is_pending() {
            peer.write_all(b"hello").expect("it is connected");
            // The inner call asks the reactor, and is told what the outer one waits for.
            S::block_on(S::sleep(Duration::from_millis(1)));
        }
        polled
    }))
    .expect("it is written");
    drop(reading);
    assert_eq!(&buffer, b"hello");
}

fn an_event_that_comes_while_a_waker_is_replaced_is_kept<S: Sockets>() {
    let (stream, mut peer) = pair::<S>();
    let (first, last) = (Actor::new(), Actor::new());
    let mut message = [0; 5];
    let read = Box::pin(S::read(&stream, &mut message));
    assert!(poll_once::<S, _>(&first, read).is_pending());
    peer.write_all(b"hello").expect("it is connected");
    // The drop of the first waker blocks, for so many turns that events are looked for.
    first.act_on(Deed::Drop, || {
        S::block_on(async {
            for _ in 0..256 {
                S::yield_now().await;
            }
        });
    });
    let read = Box::pin(S::read(&stream, &mut message));
    let polled = poll_once::<S, _>(&last, read);
    assert!(polled.is_ready() || last.times(Deed::Wake) == 1);
}
