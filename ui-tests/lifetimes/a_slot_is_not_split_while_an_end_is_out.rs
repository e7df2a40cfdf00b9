use longhand::channel::oneshot::Slot;

fn main() {
    let mut slot = Slot::<u8>::new();
    let (sender, _) = slot.split();
    let (_, receiver) = slot.split();
    drop((sender, receiver));
}
