use std::future::{Future, poll_fn};
use std::sync::mpsc;
use std::task::{Context, Poll};

type Turn = Box<dyn FnMut(&mut Context<'_>) -> Poll<()> + Send>;

/// Two tasks take turns, although one of them wakes itself three times in each.
pub fn check<E>(executor: E, spawn: impl Fn(&E, Turn), run: impl Fn(&E)) {
    let (turns, taken) = mpsc::channel();
    for (name, wakes) in [("loud", 3), ("quiet", 1)] {
        let (turns, mut polls) = (turns.clone(), 0);
        let turn = move |cx: &mut Context<'_>| {
            turns.send(name).expect("the check listens");
            polls += 1;
            if polls == 3 {
                return Poll::Ready(());
            }
            (0..wakes).for_each(|_| cx.waker().wake_by_ref());
            Poll::Pending
        };
        spawn(&executor, Box::new(turn));
    }
    run(&executor);
    let taken: Vec<_> = taken.try_iter().collect();
    assert_eq!(taken, ["loud", "quiet"].repeat(3));
}

/// The future of a turn.
pub fn future(turn: Turn) -> impl Future<Output = ()> + Send {
    poll_fn(turn)
}
