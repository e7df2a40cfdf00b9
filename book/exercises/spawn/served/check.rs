use std::cell::Cell;
use std::future::{Future, pending, ready};
use std::pin::Pin;
use std::rc::Rc;

use longhand::executor::LocalExecutor;

type Connection = Pin<Box<dyn Future<Output = ()>>>;

/// A connection ends, one panics, one is cancelled while it waits, and one before it has begun.
pub fn check<F: Future<Output = ()> + 'static>(served: fn(Rc<Cell<usize>>, Connection) -> F) {
    let places = Rc::new(Cell::new(4));
    let executor = LocalExecutor::new();
    let ends = executor.spawn(served(places.clone(), Box::pin(ready(()))));
    let panics = served(places.clone(), Box::pin(async { panic!("a bad request") }));
    let panics = executor.spawn(panics).into_result();
    let waits = executor.spawn(served(places.clone(), Box::pin(pending())));
    assert_eq!(places.get(), 1, "a place is taken before the first poll");

    executor.run_until_stalled();
    let late = executor.spawn(served(places.clone(), Box::pin(pending())));
    assert_eq!(executor.run(late.cancel()), None);
    executor.run(ends);
    assert!(executor.run(panics).is_err());
    assert_eq!(places.get(), 3, "one has not ended");
    assert_eq!(executor.run(waits.cancel()), None);
    assert_eq!(places.get(), 4);
}
