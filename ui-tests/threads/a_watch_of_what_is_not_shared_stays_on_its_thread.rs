use std::cell::Cell;
use std::thread;

use longhand::channel::watch;

fn main() {
    let (sender, _receiver) = watch(Cell::new(1));
    thread::spawn(move || sender.is_closed());
}
