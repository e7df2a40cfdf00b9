use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Wake, Waker};

#[derive(Default)]
struct Mark(AtomicBool);

impl Wake for Mark {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A sender, and whether it was woken.
struct Sending<F> {
    future: Pin<Box<F>>,
    mark: Arc<Mark>,
}

impl<F: Future<Output = ()>> Sending<F> {
    fn new(future: F) -> Self {
        let (future, mark) = (Box::pin(future), Arc::default());
        Sending { future, mark }
    }

    fn is_sent(&mut self) -> bool {
        let waker = Waker::from(self.mark.clone());
        let mut cx = Context::from_waker(&waker);
        self.future.as_mut().poll(&mut cx).is_ready()
    }

    fn is_woken(&self) -> bool {
        self.mark.0.swap(false, Ordering::Relaxed)
    }
}

/// Four senders find no room. The one who is called leaves, and so does one who is not.
pub fn check<C: Default, F: Future<Output = ()>>(
    send: fn(&Rc<C>, u8) -> F,
    take: fn(&Rc<C>) -> Option<u8>,
) {
    let channel = Rc::new(C::default());
    assert!(Sending::new(send(&channel, 0)).is_sent(), "there is room");
    let [mut first, mut second, mut third, mut fourth] =
        [1, 2, 3, 4].map(|value| Sending::new(send(&channel, value)));
    for sending in [&mut first, &mut second, &mut third, &mut fourth] {
        assert!(!sending.is_sent());
        assert!(!sending.is_sent(), "asked again in vain");
    }

    drop(second); // it waits, and nobody has called it
    assert_eq!(take(&channel), Some(0));
    assert!(first.is_woken() && !third.is_woken());
    drop(first);
    assert!(third.is_woken(), "the turn is lost");
    assert!(!fourth.is_woken(), "there is room for one");
    assert!(third.is_sent());
    drop(third); // it has used its turn
    assert!(!fourth.is_woken());
    assert_eq!(take(&channel), Some(3));
    assert!(fourth.is_woken() && fourth.is_sent());
}
