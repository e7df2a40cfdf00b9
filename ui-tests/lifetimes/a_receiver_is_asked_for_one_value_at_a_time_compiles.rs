use longhand::channel::mpsc::bounded;
use longhand::{block_on, join};

fn main() {
    let (_, mut receiver) = bounded::<u8>(1);
    let (_, mut other) = bounded::<u8>(1);
    block_on(join((receiver.recv(), other.recv())));
}
