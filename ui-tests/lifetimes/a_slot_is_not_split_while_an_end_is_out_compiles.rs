use longhand::channel::oneshot::Slot;

fn main() {
    let mut slot = Slot::<u8>::new();
    let (sender, receiver) = slot.split();
    drop((sender, receiver));
    let (sender, receiver) = slot.split();
    drop((sender, receiver));
}
