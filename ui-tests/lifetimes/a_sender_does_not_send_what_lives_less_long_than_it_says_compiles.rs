use longhand::channel::mpsc::Sender;

fn keep<'a>(sender: Sender<&'a str>) -> Sender<&'a str> {
    sender
}

fn main() {
    let _ = keep;
}
