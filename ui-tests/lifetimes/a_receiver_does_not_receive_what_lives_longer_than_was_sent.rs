use longhand::channel::mpsc::Receiver;

fn lengthen<'a>(receiver: Receiver<&'a str>) -> Receiver<&'static str> {
    receiver
}

fn main() {
    let _ = lengthen;
}
