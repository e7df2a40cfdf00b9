use std::sync::Arc;

use longhand::channel::mpsc::Ring;

static RING: Ring<Arc<u8>, 4> = Ring::new();

fn main() {
    drop(RING.try_split());
}
