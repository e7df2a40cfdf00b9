use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// How many places are free.
pub type Places = Rc<Cell<usize>>;

pub type Connection = Pin<Box<dyn Future<Output = ()>>>;

/// A connection, which has a place until it has ended.
pub fn served(places: Places, connection: Connection) -> impl Future<Output = ()> {
    places.set(places.get() - 1);
    async move {
        connection.await;
        places.set(places.get() + 1);
    }
}
