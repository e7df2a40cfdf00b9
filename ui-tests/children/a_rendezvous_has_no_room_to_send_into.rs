use longhand::channel::rendezvous;

fn main() {
    let (sender, _receiver) = rendezvous();
    let _ = sender.try_send(7);
}
