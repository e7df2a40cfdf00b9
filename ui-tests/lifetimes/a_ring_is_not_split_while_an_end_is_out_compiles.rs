use longhand::channel::mpsc::Ring;

fn main() {
    let mut ring = Ring::<u8, 4>::new();
    let (sender, receiver) = ring.split();
    drop((sender, receiver));
    let (sender, receiver) = ring.split();
    drop((sender, receiver));
}
