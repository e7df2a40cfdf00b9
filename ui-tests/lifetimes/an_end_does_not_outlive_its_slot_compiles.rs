use longhand::channel::Lent;
use longhand::channel::oneshot::{Receiver, Slot};

fn receiver<'a>(slot: &'a mut Slot<u8>) -> Receiver<u8, Lent<'a>> {
    slot.split().1
}

fn main() {
    drop(receiver(&mut Slot::new()));
}
