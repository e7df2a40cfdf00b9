//! To ask a group for its next output is to wait for it.

#![deny(unused_must_use)]

use std::future::ready;

use longhand::Group;

fn main() {
    let mut group = Group::new();
    group.push(ready(1));
    group.next();
}
