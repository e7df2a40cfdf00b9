//! Sockets, and a poller that tells what a test says: in every order, too much, too late, and of nobody.

use core::net::Ipv4Addr;
use core::task::Poll;
use core::time::Duration;
use std::io::{ErrorKind, Write};
use std::net::Shutdown;

use longhand::net::{Event, Interest, TcpListener, TcpStream, Tells, UdpSocket};
use longhand::time::ManualClock;
use longhand::timeout::Elapsed;
use longhand::{LocalExecutor, OneOf2};

use crate::support::actor::{Actor, Deed};
use crate::support::outside::{Scene, plainly_readable, readable};
use crate::support::probe::Probe;
use crate::support::sockets::Sockets;
use crate::support::spelling::both_spellings;

both_spellings!(
    two_sockets_and_a_timer_lose_nothing_in_any_order_of_events,
    an_event_that_tells_too_much_costs_one_attempt,
    what_came_before_anybody_waits_is_there_at_once,
    a_read_that_comes_short_of_a_plain_event_is_the_last_attempt,
    an_event_that_is_not_plain_is_read_until_it_would_block,
    an_event_that_comes_between_is_not_made_plain_by_the_next,
    a_full_read_is_followed_by_another_attempt,
    each_direction_is_told_for_itself,
    a_read_that_would_block_leaves_writing_as_it_was,
    whoever_tells_once_is_asked_once_a_wait_and_of_all_that_waits,
    the_thread_sleeps_in_the_reactor_that_it_has_entered,
    a_connection_that_is_under_way_waits_to_be_told,
);

const SECOND: Duration = Duration::from_secs(1);

/// What happens to two sockets and a timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Bytes(usize),
    Told(usize),
    Turned,
}

use Step::{Bytes, Told, Turned};

/// Every order of a socket's bytes, of what is told of it (once too often), and of the timer's end.
fn orders() -> Vec<Vec<Step>> {
    let steps = [
        Bytes(0),
        Told(0),
        Told(0),
        Bytes(1),
        Told(1),
        Told(1),
        Turned,
    ];
    let mut orders = vec![vec![]];
    for _ in 0..steps.len() {
        let longer = orders.iter().flat_map(|order| {
            let is_left = |step: &Step| times(order, *step) < times(&steps, *step);
            let mut next: Vec<_> = steps.into_iter().filter(is_left).collect();
            next.dedup();
            next.into_iter().map(move |step| {
                let mut order = order.clone();
                order.push(step);
                order
            })
        });
        orders = longer.collect();
    }
    orders
}

fn times(steps: &[Step], step: Step) -> usize {
    steps.iter().filter(|&&other| other == step).count()
}

#[test]
fn orders_are_all_and_each_is_there_once() {
    let mut orders = orders();
    let all = orders.len();
    orders.sort();
    orders.dedup();
    assert_eq!((all, orders.len()), (1_260, 1_260)); // 7! / (2! 2!)
}

fn two_sockets_and_a_timer_lose_nothing_in_any_order_of_events<S: Sockets>() {
    for tells in [Tells::Edges, Tells::Once] {
        for (number, order) in orders().into_iter().enumerate() {
            play::<S>(tells, number % 2 == 0, &order);
        }
    }
}

/// What must become of reads of two sockets within a second.
#[derive(Default)]
struct Foreseen {
    has_come: [bool; 2],
    is_read: [bool; 2],
    answer: Option<Answer>,
}

/// The lengths of what was read, unless the time was up.
type Answer = Result<(Option<usize>, Option<usize>), Elapsed>;

impl Foreseen {
    /// Whether somebody is woken by this.
    fn step(&mut self, step: Step) -> bool {
        match step {
            Bytes(socket) => self.has_come[socket] = true,
            Told(socket) if self.is_read[socket] => return false,
            Told(socket) => self.is_read[socket] = self.has_come[socket],
            Turned => self.answer = Some(Err(Elapsed)),
        }
        if self.is_read == [true; 2] {
            self.answer = Some(Ok((Some(3), Some(5))));
        }
        !matches!(step, Bytes(_))
    }
}

/// A step at a time; the future is polled when it is woken, and not else.
fn play<S: Sockets>(tells: Tells, is_plain: bool, order: &[Step]) {
    let (scene, clock) = (Scene::new(tells), ManualClock::new());
    let (one, first_key, mut first_peer) = scene.pair();
    let (other, second_key, mut second_peer) = scene.pair();
    let (mut first, mut second) = ([0; 8], [0; 8]);
    let both = S::join((S::read(&one, &mut first), S::read(&other, &mut second)));
    let mut probe = Probe::new(S::timeout(S::sleep(SECOND), both));
    assert!(clock.enter(|| probe.poll()).is_pending());
    let (mut wakes, mut foreseen) = (0, Foreseen::default());
    for &step in order {
        match step {
            Bytes(0) => first_peer.write_all(b"one").expect("it is connected"),
            Bytes(_) => second_peer.write_all(b"other").expect("it is connected"),
            Told(socket) => scene.tell(Event {
                is_plain,
                ..readable([first_key, second_key][socket])
            }),
            Turned => clock.advance(SECOND),
        }
        let is_woken = foreseen.step(step);
        let here = format!("{tells:?}: {step:?} of {order:?}");
        assert_eq!(probe.wakes() > wakes, is_woken, "{here}");
        if is_woken {
            wakes = probe.wakes();
            let polled = match probe.poll() {
                Poll::Ready(answer) => Some(answer.map(|(one, other)| (one.ok(), other.ok()))),
                Poll::Pending => None,
            };
            assert_eq!(polled, foreseen.answer, "{here}");
            if polled.is_some() {
                return;
            }
        }
    }
    panic!("{tells:?}: {order:?} ends, and nothing else does");
}

fn poll_read<S: Sockets>(stream: &TcpStream, buffer: &mut [u8]) -> Poll<usize> {
    let polled = Probe::new(S::read(stream, buffer)).poll();
    polled.map(|read| read.expect("it is connected"))
}

fn an_event_that_tells_too_much_costs_one_attempt<S: Sockets>() {
    let scene = Scene::new(Tells::Edges);
    let (stream, key, mut peer) = scene.pair();
    let mut buffer = [0; 8];
    let mut probe = Probe::new(S::read(&stream, &mut buffer));
    assert!(probe.poll().is_pending());
    for wakes in 1..=3 {
        scene.tell(readable(key));
        assert_eq!(probe.wakes(), wakes);
        assert!(probe.poll().is_pending());
    }
    peer.write_all(b"come").expect("it is connected");
    // The attempt was made: another poll makes none.
    assert!(probe.poll().is_pending());
    scene.tell(readable(key));
    assert!(matches!(probe.poll(), Poll::Ready(Ok(4))));
}

fn what_came_before_anybody_waits_is_there_at_once<S: Sockets>() {
    let scene = Scene::new(Tells::Edges);
    let (stream, key, mut peer) = scene.pair();
    peer.write_all(b"come").expect("it is connected");
    scene.tell(readable(key));
    assert_eq!(poll_read::<S>(&stream, &mut [0; 8]), Poll::Ready(4));
}

fn a_read_that_comes_short_of_a_plain_event_is_the_last_attempt<S: Sockets>() {
    let scene = Scene::new(Tells::Edges);
    let (stream, key, mut peer) = scene.pair();
    peer.write_all(b"come").expect("it is connected");
    scene.tell(plainly_readable(key));
    assert_eq!(poll_read::<S>(&stream, &mut [0; 8]), Poll::Ready(4));
    // An attempt would find this.
    peer.write_all(b"more").expect("it is connected");
    assert_eq!(poll_read::<S>(&stream, &mut [0; 8]), Poll::Pending);
    scene.tell(plainly_readable(key));
    assert_eq!(poll_read::<S>(&stream, &mut [0; 8]), Poll::Ready(4));
}

fn an_event_that_is_not_plain_is_read_until_it_would_block<S: Sockets>() {
    let scene = Scene::new(Tells::Edges);
    let (stream, key, mut peer) = scene.pair();
    peer.write_all(b"come").expect("it is connected");
    peer.shutdown(Shutdown::Write).expect("it is connected");
    scene.tell(readable(key));
    assert_eq!(poll_read::<S>(&stream, &mut [0; 8]), Poll::Ready(4));
    assert_eq!(poll_read::<S>(&stream, &mut [0; 8]), Poll::Ready(0));
}

fn an_event_that_comes_between_is_not_made_plain_by_the_next<S: Sockets>() {
    for events in [[readable, plainly_readable], [plainly_readable, readable]] {
        let scene = Scene::new(Tells::Edges);
        let (stream, key, mut peer) = scene.pair();
        peer.write_all(b"come").expect("it is connected");
        peer.shutdown(Shutdown::Write).expect("it is connected");
        for event in events {
            scene.tell(event(key));
        }
        assert_eq!(poll_read::<S>(&stream, &mut [0; 8]), Poll::Ready(4));
        assert_eq!(poll_read::<S>(&stream, &mut [0; 8]), Poll::Ready(0));
    }
}

fn a_full_read_is_followed_by_another_attempt<S: Sockets>() {
    let scene = Scene::new(Tells::Edges);
    let (stream, key, mut peer) = scene.pair();
    peer.write_all(b"come").expect("it is connected");
    scene.tell(plainly_readable(key));
    assert_eq!(poll_read::<S>(&stream, &mut [0; 2]), Poll::Ready(2));
    assert_eq!(poll_read::<S>(&stream, &mut [0; 2]), Poll::Ready(2));
    assert_eq!(poll_read::<S>(&stream, &mut [0; 2]), Poll::Pending);
}

/// Writes until there is no room, and waits for some.
fn fill<S: Sockets>(stream: &TcpStream, actor: &Actor) {
    while let Poll::Ready(written) = actor.poll(Box::pin(S::write(stream, &[b'-'; 65_536]))) {
        written.expect("it is connected");
    }
}

fn each_direction_is_told_for_itself<S: Sockets>() {
    let scene = Scene::new(Tells::Edges);
    let (stream, key, _peer) = scene.pair();
    let [reads, writes] = [Actor::new(), Actor::new()];
    let waiting = reads.poll(Box::pin(S::read(&stream, &mut [0; 8])));
    assert!(waiting.is_pending());
    fill::<S>(&stream, &writes);
    let wakes = || (reads.times(Deed::Wake), writes.times(Deed::Wake));
    scene.tell(readable(key));
    assert_eq!(wakes(), (1, 0));
    scene.tell(Event {
        readable: false,
        writable: true,
        ..readable(key)
    });
    assert_eq!(wakes(), (1, 1));
    drop(stream);
    assert_eq!((reads.kept(), writes.kept()), (0, 0));
}

fn a_read_that_would_block_leaves_writing_as_it_was<S: Sockets>() {
    let scene = Scene::new(Tells::Edges);
    let (stream, ..) = scene.pair();
    let actor = Actor::new();
    let waiting = actor.poll(Box::pin(S::read(&stream, &mut [0; 8])));
    assert!(waiting.is_pending());
    // Nothing more is told: that it can be written has been so from the beginning.
    let written = actor.poll(Box::pin(S::write(&stream, b"out")));
    assert!(matches!(written, Poll::Ready(Ok(3))));
}

fn whoever_tells_once_is_asked_once_a_wait_and_of_all_that_waits<S: Sockets>() {
    let scene = Scene::new(Tells::Once);
    let (stream, key, mut peer) = scene.pair();
    let before = scene.outside.armed();
    let [reads, writes] = [Actor::new(), Actor::new()];
    fill::<S>(&stream, &writes);
    assert_eq!(scene.outside.armed(), before + 1);
    // Reading would block too, and so it is asked for.
    let both = Interest {
        readable: true,
        writable: true,
    };
    assert_eq!(scene.outside.asked(key), Some(both));
    assert!(
        reads
            .poll(Box::pin(S::read(&stream, &mut [0; 8])))
            .is_pending()
    );
    assert_eq!(scene.outside.armed(), before + 2);
    peer.write_all(b"come").expect("it is connected");
    scene.tell(readable(key));
    // What is told once is told to both, and the one that has to wait on asks again.
    assert_eq!((reads.times(Deed::Wake), writes.times(Deed::Wake)), (1, 1));
    fill::<S>(&stream, &writes);
    assert_eq!(scene.outside.armed(), before + 3);
    assert_eq!(poll_read::<S>(&stream, &mut [0; 8]), Poll::Ready(4));
}

fn the_thread_sleeps_in_the_reactor_that_it_has_entered<S: Sockets>() {
    let scene = Scene::new(Tells::Edges);
    let (stream, key, mut peer) = scene.pair();
    scene.reactor.enter(|| {
        peer.write_all(b"come").expect("it is connected");
        scene.outside.later(readable(key));
        let read = S::block_on(S::read(&stream, &mut [0; 8]));
        assert_eq!(read.expect("it is connected"), 4);
        // And once more, as a task.
        peer.write_all(b"again").expect("it is connected");
        scene.outside.later(readable(key));
        let executor = LocalExecutor::new();
        let reading = executor.spawn(async { S::read(&stream, &mut [0; 8]).await });
        assert_eq!(executor.run(reading).expect("it is connected"), 5);
    });
    // The thread's own is there again.
    let ended = S::block_on(S::select((S::sleep(Duration::from_millis(1)), async {
        core::future::pending::<()>().await
    })));
    assert_eq!(ended, OneOf2::First(()));
}

fn a_connection_that_is_under_way_waits_to_be_told<S: Sockets>() {
    let scene = Scene::new(Tells::Edges);
    scene.reactor.enter(|| {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback");
        let address = listener.local_addr().expect("it is bound");
        let mut probe = Probe::new(S::connect(address));
        let mut polled = probe.poll();
        while polled.is_pending() {
            let key = scene.outside.last();
            scene.tell(Event {
                readable: false,
                writable: true,
                ..readable(key)
            });
            polled = probe.poll();
        }
        let Poll::Ready(Ok(stream)) = polled else {
            panic!("it listens");
        };
        assert_eq!(stream.peer_addr().expect("it is connected"), address);
    });
}

#[test]
fn a_reactor_counts_its_sockets_and_shows_it() {
    let scene = Scene::new(Tells::Edges);
    let shown = || format!("{:?}", scene.reactor);
    assert_eq!(shown(), "Reactor { sockets: 0 }");
    let (stream, _, _peer) = scene.pair();
    let socket = scene
        .reactor
        .enter(|| UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)));
    assert_eq!(shown(), "Reactor { sockets: 2 }");
    drop((stream, socket));
    assert_eq!(shown(), "Reactor { sockets: 0 }");
    assert_eq!(scene.outside.known(), 0);
}

#[test]
fn a_reactor_that_refuses_a_socket_keeps_nothing_of_it() {
    let scene = Scene::new(Tells::Edges);
    scene.reactor.enter(|| {
        scene.outside.refuse(true);
        for _ in 0..3 {
            let error = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect_err("it is refused");
            assert_eq!(error.kind(), ErrorKind::StorageFull);
            assert_eq!(format!("{:?}", scene.reactor), "Reactor { sockets: 0 }");
        }
        scene.outside.refuse(false);
        assert!(UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).is_ok());
    });
}
