#![deny(unused_must_use)]

use longhand::channel::mpsc::bounded;

fn main() {
    let (sender, _receiver) = bounded(1);
    sender.send(7);
}
