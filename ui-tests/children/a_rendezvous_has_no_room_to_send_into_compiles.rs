use longhand::channel::mpsc::bounded;

fn main() {
    let (sender, _receiver) = bounded(1);
    let _ = sender.try_send(7);
}
