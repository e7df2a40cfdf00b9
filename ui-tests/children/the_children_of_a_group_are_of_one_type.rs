//! A group is of one type of future; futures of two types share a `Box`.

use std::future::ready;

use longhand::Group;

fn main() {
    let mut group = Group::new();
    group.push(ready(1));
    group.push(async { 2 });
}
