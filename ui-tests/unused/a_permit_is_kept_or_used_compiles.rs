#![deny(unused_must_use)]

use longhand::channel::mpsc::bounded;

fn main() {
    let (sender, _receiver) = bounded(1);
    let _ = sender.try_reserve().unwrap().send(7);
}
