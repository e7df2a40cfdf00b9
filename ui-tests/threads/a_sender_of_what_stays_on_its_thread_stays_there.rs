use std::rc::Rc;
use std::thread;

use longhand::channel::mpsc::bounded;

fn main() {
    let (sender, _receiver) = bounded::<Rc<u8>>(1);
    thread::spawn(move || sender.is_closed());
}
