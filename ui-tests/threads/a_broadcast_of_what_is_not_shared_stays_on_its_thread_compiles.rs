use std::sync::Arc;
use std::sync::atomic::AtomicU8;
use std::thread;

use longhand::channel::broadcast;

fn main() {
    let (_sender, mut receiver) = broadcast::<Arc<AtomicU8>>(1);
    thread::spawn(move || receiver.try_recv());
}
