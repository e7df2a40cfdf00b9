use longhand::channel::Lent;
use longhand::channel::oneshot::{Receiver, Slot};

fn receiver<'a>() -> Receiver<u8, Lent<'a>> {
    let mut slot = Slot::new();
    slot.split().1
}

fn main() {
    drop(receiver());
}
