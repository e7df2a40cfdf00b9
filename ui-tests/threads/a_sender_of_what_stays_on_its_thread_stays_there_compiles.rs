use std::sync::Arc;
use std::thread;

use longhand::channel::mpsc::bounded;

fn main() {
    let (sender, _receiver) = bounded::<Arc<u8>>(1);
    thread::spawn(move || sender.is_closed());
}
