//! A group goes where its children may go: it polls and drops them there.

use std::rc::Rc;
use std::thread;

use longhand::Group;

fn main() {
    let mut group = Group::new();
    let shared = Rc::new(2);
    group.push(async move { *shared });
    thread::spawn(move || drop(group));
}
