use longhand::channel::mpsc::Receiver;

fn keep<'a>(receiver: Receiver<&'a str>) -> Receiver<&'a str> {
    receiver
}

fn main() {
    let _ = keep;
}
