use std::cell::Cell;
use std::thread;

use longhand::channel::broadcast;

fn main() {
    let (_sender, mut receiver) = broadcast::<Cell<u8>>(1);
    thread::spawn(move || receiver.try_recv());
}
