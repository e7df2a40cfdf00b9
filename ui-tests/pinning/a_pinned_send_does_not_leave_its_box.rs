use std::pin::Pin;

use longhand::channel::mpsc::bounded;

fn main() {
    let (sender, _receiver) = bounded(1);
    let sending = Box::pin(sender.send(7));
    let _moved = *Pin::into_inner(sending);
}
