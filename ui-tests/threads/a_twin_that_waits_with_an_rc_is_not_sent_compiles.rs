use std::sync::Arc;

use longhand::channel::mpsc::bounded;
use longhand::shorthand;

fn is_sent(_: impl Send) {}

fn main() {
    let (sender, _receiver) = bounded(1);
    is_sent(shorthand::mpsc::send(&sender, Arc::new(7)));
}
