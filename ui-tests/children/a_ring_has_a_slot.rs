use longhand::channel::mpsc::Ring;

fn main() {
    let mut ring = Ring::<u8, 0>::new();
    drop(ring.split());
}
