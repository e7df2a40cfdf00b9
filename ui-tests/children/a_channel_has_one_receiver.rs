use longhand::channel::mpsc::bounded;

fn main() {
    let (_sender, receiver) = bounded::<u8>(1);
    let _second = receiver.clone();
}
