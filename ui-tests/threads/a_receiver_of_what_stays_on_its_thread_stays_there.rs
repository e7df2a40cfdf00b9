use std::rc::Rc;
use std::thread;

use longhand::channel::mpsc::unbounded;

fn main() {
    let (_sender, mut receiver) = unbounded::<Rc<u8>>();
    thread::spawn(move || receiver.close());
}
