use std::sync::Arc;
use std::thread;

use longhand::channel::mpsc::unbounded;

fn main() {
    let (_sender, mut receiver) = unbounded::<Arc<u8>>();
    thread::spawn(move || receiver.close());
}
