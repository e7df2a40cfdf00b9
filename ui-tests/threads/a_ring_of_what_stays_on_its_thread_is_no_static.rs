use std::rc::Rc;

use longhand::channel::mpsc::Ring;

static RING: Ring<Rc<u8>, 4> = Ring::new();

fn main() {
    drop(RING.try_split());
}
