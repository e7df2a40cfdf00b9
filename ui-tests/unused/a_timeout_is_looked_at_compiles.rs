//! Whether there was an answer in time is what a timeout is for.
#![deny(unused_must_use)]

async fn work() {
    let _in_time = longhand::timeout(async {}, async { 1 }).await;
}

fn main() {
    drop(work());
}
