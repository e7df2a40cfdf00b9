use longhand::channel::mpsc::bounded;
use longhand::{block_on, join};

fn main() {
    let (_sender, mut receiver) = bounded::<u8>(1);
    block_on(join((receiver.recv(), receiver.recv())));
}
