use std::sync::Arc;

use longhand::channel::mpsc::bounded;

fn is_sent(_: impl Send) {}

fn main() {
    let (sender, _receiver) = bounded(1);
    is_sent(sender.send(Arc::new(7)));
}
