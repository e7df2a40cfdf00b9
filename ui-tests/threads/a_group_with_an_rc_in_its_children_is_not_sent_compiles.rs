//! A group goes where its children may go: it polls and drops them there.

use std::sync::Arc;
use std::thread;

use longhand::Group;

fn main() {
    let mut group = Group::new();
    let shared = Arc::new(2);
    group.push(async move { *shared });
    thread::spawn(move || drop(group));
}
