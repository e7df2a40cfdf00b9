use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::task::{Context, Wake, Waker};

type Queue = Arc<Mutex<VecDeque<Arc<Task>>>>;

/// Runs tasks in the order in which they were woken.
#[derive(Default)]
pub struct Executor {
    queue: Queue,
}

struct Task {
    /// None once it is ready.
    future: Mutex<Option<Pin<Box<dyn Future<Output = ()> + Send>>>>,
    queue: Queue,
}

impl Executor {
    pub fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        let task = Task {
            future: Mutex::new(Some(Box::pin(future))),
            queue: self.queue.clone(),
        };
        Arc::new(task).wake();
    }

    /// Until nobody can run.
    pub fn run(&self) {
        let next = || self.queue.lock().expect("no panics").pop_front();
        while let Some(task) = next() {
            task.turn();
        }
    }
}

impl Task {
    fn turn(self: &Arc<Self>) {
        let waker = Waker::from(self.clone());
        let mut place = self.future.lock().expect("no panics");
        let Some(future) = place.as_mut() else {
            return;
        };
        let mut cx = Context::from_waker(&waker);
        if future.as_mut().poll(&mut cx).is_ready() {
            *place = None;
        }
    }
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        let mut queue = self.queue.lock().expect("no panics");
        queue.push_back(self.clone());
    }
}
