//! A group is of one type of future; futures of two types share a `Box`.

use std::future::{Future, ready};
use std::pin::Pin;

use longhand::Group;

fn main() {
    let mut group = Group::<Pin<Box<dyn Future<Output = u8>>>>::new();
    group.push(Box::pin(ready(1)));
    group.push(Box::pin(async { 2 }));
}
