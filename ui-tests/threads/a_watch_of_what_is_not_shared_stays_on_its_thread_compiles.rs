use std::sync::Mutex;
use std::thread;

use longhand::channel::watch;

fn main() {
    let (sender, _receiver) = watch(Mutex::new(1));
    thread::spawn(move || sender.is_closed());
}
