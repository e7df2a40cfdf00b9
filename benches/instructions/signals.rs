//! A value for who watches, a permit, and an event.

use std::future::Future;
use std::pin::pin;

use longhand::channel::watch;
use longhand::event::Event;
use longhand::semaphore::Semaphore;
use longhand::shorthand;
use longhand_bench::stage::{Stage, finish, wait};
use longhand_bench::workload::{Case, Workload};

/// A watch, and how it is used by those who know it.
trait Watch {
    type Sender;
    type Receiver: Clone;

    fn watch() -> (Self::Sender, Self::Receiver);

    fn send(sender: &Self::Sender, message: u64);

    fn changed(receiver: &mut Self::Receiver) -> impl Future;

    fn look(receiver: &Self::Receiver) -> u64;
}

/// A semaphore. What is had of it is given back by dropping it.
trait Permits {
    type Semaphore;

    fn semaphore(permits: usize) -> Self::Semaphore;

    fn acquire(semaphore: &Self::Semaphore) -> impl Future;

    fn try_acquire(semaphore: &Self::Semaphore) -> impl Sized;
}

/// An event.
trait Notice {
    type Event: Default;

    fn tell_one(event: &Self::Event);

    fn tell_all(event: &Self::Event);

    fn listen(event: &Self::Event) -> impl Future;
}

/// The same for each of them.
macro_rules! workload {
    ($title:literal, $children:literal, $run:ident $(, $more:ident)?) => {
        Workload {
            title: $title,
            unit: "instructions per message",
            children: $children,
            longhand: $run::<Longhand>,
            shorthand: $run::<Shorthand>,
            peers: vec![
                Case::new("tokio", $run::<Tokio>),
                $(Case::new("mea", $run::<$more>))?
            ],
            floor: None,
        }
    };
}

pub fn workloads() -> Vec<Workload> {
    vec![
        workload!("a value that was sent to one who watches", 1, seen),
        workload!("a value that one who watches waits for", 1, watched_by_one),
        workload!("a value that eight who watch wait for", 8, watched_by_eight),
        workload!("a permit that is there", 1, acquired, Mea),
        workload!("a permit that is waited for", 1, awaited, Mea),
        workload!("a notice that was kept", 1, kept),
        workload!("a notice that is waited for", 1, told),
        workload!("an event that eight wait for", 8, all_told),
    ]
}

/// Sent, found to have changed, and looked at.
fn seen<C: Watch>(stage: &Stage) {
    let (sender, mut receiver) = C::watch();
    stage.repeat(|cx| {
        C::send(&sender, 7);
        finish(pin!(C::changed(&mut receiver)), cx);
        assert_eq!(C::look(&receiver), 7);
    });
}

fn watched_by_one<C: Watch>(stage: &Stage) {
    watched::<C, 1>(stage);
}

fn watched_by_eight<C: Watch>(stage: &Stage) {
    watched::<C, 8>(stage);
}

/// Tasks that watch: each goes on when a value was sent, and waits for the next.
fn watched<C: Watch, const N: usize>(stage: &Stage) {
    let (sender, receiver) = C::watch();
    let watch = |mut receiver: C::Receiver| async move {
        loop {
            C::changed(&mut receiver).await;
        }
    };
    let mut tasks = [(); N].map(|()| Box::pin(watch(receiver.clone())));
    drop(receiver);
    stage.repeat(|cx| {
        C::send(&sender, 7);
        tasks.iter_mut().for_each(|task| wait(task.as_mut(), cx));
    });
}

/// Acquired, and given back.
fn acquired<C: Permits>(stage: &Stage) {
    let semaphore = C::semaphore(1);
    stage.repeat(|cx| finish(pin!(C::acquire(&semaphore)), cx));
}

/// Held by one, waited for by another, given back, and had.
fn awaited<C: Permits>(stage: &Stage) {
    let semaphore = C::semaphore(1);
    stage.repeat(|cx| {
        let held = C::try_acquire(&semaphore);
        let mut waiting = pin!(C::acquire(&semaphore));
        wait(waiting.as_mut(), cx);
        drop(held);
        finish(waiting, cx);
    });
}

/// Told before anybody waits.
fn kept<C: Notice>(stage: &Stage) {
    let event = C::Event::default();
    stage.repeat(|cx| {
        C::tell_one(&event);
        finish(pin!(C::listen(&event)), cx);
    });
}

/// A task that listens: it goes on when it was told, and listens again.
fn told<C: Notice>(stage: &Stage) {
    let event = C::Event::default();
    let mut task = Box::pin(listening::<C>(&event));
    stage.repeat(|cx| {
        C::tell_one(&event);
        wait(task.as_mut(), cx);
    });
}

/// Tasks that listen, and are all told.
fn all_told<C: Notice>(stage: &Stage) {
    let event = C::Event::default();
    let mut tasks = [(); 8].map(|()| Box::pin(listening::<C>(&event)));
    stage.repeat(|cx| {
        C::tell_all(&event);
        tasks.iter_mut().for_each(|task| wait(task.as_mut(), cx));
    });
}

async fn listening<C: Notice>(event: &C::Event) {
    loop {
        C::listen(event).await;
    }
}

struct Longhand;
struct Shorthand;
struct Tokio;
struct Mea;

/// Who calls it what.
macro_rules! watch_by {
    ($($watch:ty: $sender:ty, $receiver:ty, $new:expr, |$rx:ident| $changed:expr;)*) => {$(
        impl Watch for $watch {
            type Sender = $sender;
            type Receiver = $receiver;

            fn watch() -> (Self::Sender, Self::Receiver) {
                $new(0)
            }

            fn send(sender: &Self::Sender, message: u64) {
                assert!(sender.send(message).is_ok(), "there is a receiver");
            }

            fn changed($rx: &mut Self::Receiver) -> impl Future {
                $changed
            }

            fn look(receiver: &Self::Receiver) -> u64 {
                *receiver.borrow()
            }
        }
    )*};
}

watch_by! {
    Longhand: watch::Sender<u64>, watch::Receiver<u64>, watch::watch, |rx| rx.changed();
    Shorthand: watch::Sender<u64>, watch::Receiver<u64>, watch::watch,
        |rx| shorthand::watch::changed(rx);
    Tokio: tokio::sync::watch::Sender<u64>, tokio::sync::watch::Receiver<u64>,
        tokio::sync::watch::channel, |rx| rx.changed();
}

/// Who calls it what.
macro_rules! permits_by {
    ($($permits:ty: $semaphore:ty, |$it:ident| $acquire:expr, |$and:ident| $try_acquire:expr;)*) => {$(
        impl Permits for $permits {
            type Semaphore = $semaphore;

            fn semaphore(permits: usize) -> Self::Semaphore {
                <$semaphore>::new(permits)
            }

            fn acquire($it: &Self::Semaphore) -> impl Future {
                $acquire
            }

            fn try_acquire($and: &Self::Semaphore) -> impl Sized {
                $try_acquire.expect("there is a permit")
            }
        }
    )*};
}

permits_by! {
    Longhand: Semaphore, |it| it.acquire(), |it| it.try_acquire();
    Shorthand: Semaphore, |it| shorthand::semaphore::acquire(it), |it| it.try_acquire();
    Tokio: tokio::sync::Semaphore, |it| it.acquire(), |it| it.try_acquire();
    Mea: mea::semaphore::Semaphore, |it| it.acquire(1), |it| it.try_acquire(1);
}

/// Who calls it what.
macro_rules! notice_by {
    ($($notice:ty: $event:ty, |$it:ident| $all:expr, |$and:ident| $listen:expr;)*) => {$(
        impl Notice for $notice {
            type Event = $event;

            fn tell_one(event: &Self::Event) {
                event.notify_one();
            }

            fn tell_all($it: &Self::Event) {
                $all
            }

            fn listen($and: &Self::Event) -> impl Future {
                $listen
            }
        }
    )*};
}

notice_by! {
    Longhand: Event, |it| it.notify_all(), |it| it.listen();
    Shorthand: Event, |it| it.notify_all(), |it| shorthand::event::listen(it);
    Tokio: tokio::sync::Notify, |it| it.notify_waiters(), |it| it.notified();
}
