use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

thread_local! {
    static ON_WAKE: Cell<Option<Box<dyn Fn()>>> = const { Cell::new(None) };
}

/// What is called looks into the letterbox, as an executor on another thread might.
struct Looking;

impl Wake for Looking {
    fn wake(self: Arc<Self>) {
        if let Some(look) = ON_WAKE.take() {
            look();
        }
    }
}

/// `put` puts a letter in, `poll_take` asks for it.
pub fn check<B: Default + 'static>(
    put: impl Fn(&B, &'static str),
    poll_take: impl Fn(&B, &mut Context<'_>) -> Poll<&'static str> + 'static,
) {
    let (letterbox, read) = (Rc::new(B::default()), Rc::new(Cell::new(Poll::Pending)));
    let waker = Waker::from(Arc::new(Looking));
    let first = poll_take(&letterbox, &mut Context::from_waker(&waker));
    assert_eq!(first, Poll::Pending);
    ON_WAKE.set(Some(Box::new({
        let (letterbox, read) = (letterbox.clone(), read.clone());
        move || {
            read.set(poll_take(
                &letterbox,
                &mut Context::from_waker(Waker::noop()),
            ))
        }
    })));
    put(&letterbox, "hello");
    assert_eq!(read.get(), Poll::Ready("hello"));
}
