use longhand::channel::mpsc::Ring;

fn main() {
    let mut ring = Ring::<u8, 4>::new();
    let (sender, _) = ring.split();
    let (_, receiver) = ring.split();
    drop((sender, receiver));
}
