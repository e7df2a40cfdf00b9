use longhand::channel::mpsc::bounded;

fn main() {
    let (sender, _receiver) = bounded(1);
    let mut slot = Some(7);
    let sending = sender.send_from(&mut slot);
    println!("{slot:?}");
    drop(sending);
}
