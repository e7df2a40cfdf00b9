use std::rc::Rc;
use std::thread;

use longhand::channel::watch;

fn main() {
    let (_sender, receiver) = watch(Rc::new(1));
    thread::spawn(move || receiver.has_changed());
}
