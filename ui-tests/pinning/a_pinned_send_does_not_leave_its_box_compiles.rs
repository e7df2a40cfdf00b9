use std::pin::Pin;

use longhand::channel::mpsc::bounded;

fn main() {
    let (_sender, mut receiver) = bounded::<u8>(1);
    let receiving = Box::pin(receiver.recv());
    let _moved = *Pin::into_inner(receiving);
}
