use longhand::channel::mpsc::Ring;

fn main() {
    let sender = {
        let mut ring = Ring::<u8, 4>::new();
        ring.split().0
    };
    drop(sender);
}
