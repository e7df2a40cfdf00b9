#![deny(unused_must_use)]

use longhand::channel::mpsc::bounded;

fn main() {
    let (sender, _receiver) = bounded::<u8>(1);
    sender.try_reserve().unwrap();
}
