use std::sync::Arc;
use std::thread;

use longhand::channel::watch;

fn main() {
    let (_sender, receiver) = watch(Arc::new(1));
    thread::spawn(move || receiver.has_changed());
}
