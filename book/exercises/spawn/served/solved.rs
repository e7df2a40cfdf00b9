use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// How many places are free.
pub type Places = Rc<Cell<usize>>;

pub type Connection = Pin<Box<dyn Future<Output = ()>>>;

/// A place, which is free when this is dropped.
struct Place(Places);

impl Place {
    fn take(places: Places) -> Self {
        places.set(places.get() - 1);
        Place(places)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

/// A connection, which has a place until it has ended, in whatever way.
pub fn served(places: Places, connection: Connection) -> impl Future<Output = ()> {
    let place = Place::take(places);
    async move {
        connection.await;
        drop(place);
    }
}
