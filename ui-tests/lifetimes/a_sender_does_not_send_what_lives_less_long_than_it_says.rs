use longhand::channel::mpsc::Sender;

fn shorten<'a>(sender: Sender<&'static str>) -> Sender<&'a str> {
    sender
}

fn main() {
    let _ = shorten;
}
