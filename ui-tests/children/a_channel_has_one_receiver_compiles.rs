use longhand::channel::mpsc::bounded;

fn main() {
    let (sender, _receiver) = bounded::<u8>(1);
    let _second = sender.clone();
}
