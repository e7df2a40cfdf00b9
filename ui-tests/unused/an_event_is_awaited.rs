#![deny(unused_must_use)]

use longhand::event::Event;

async fn wait(event: &Event) {
    event.listen();
}

fn main() {
    drop(wait(&Event::new()));
}
