#![deny(unused_must_use)]

use longhand::block_on;
use longhand::channel::mpsc::bounded;

fn main() {
    let (sender, _receiver) = bounded(1);
    let _ = block_on(sender.send(7));
}
