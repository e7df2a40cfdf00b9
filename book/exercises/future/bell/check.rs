use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Wake, Waker};

/// Polled by one task and then by another, it wakes the one that polled it last.
pub fn check<B: Default>(ring: impl Fn(&B))
where
    for<'a> &'a B: Future<Output = ()>,
{
    let bell = B::default();
    let (first, second) = (Arc::new(Task::default()), Arc::new(Task::default()));
    let mut waiting = pin!(&bell);
    for task in [&first, &second] {
        let waker = Waker::from(task.clone());
        assert!(
            waiting
                .as_mut()
                .poll(&mut Context::from_waker(&waker))
                .is_pending()
        );
    }
    ring(&bell);
    assert!(second.woken(), "the task that polled last is not woken");
    assert!(
        waiting
            .poll(&mut Context::from_waker(Waker::noop()))
            .is_ready()
    );
}

#[derive(Default)]
struct Task(AtomicBool);

impl Task {
    fn woken(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}
