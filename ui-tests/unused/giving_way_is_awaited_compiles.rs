//! `yield_now()` without `.await` gives way to nobody.
#![deny(unused_must_use)]

async fn work() {
    longhand::yield_now().await;
}

fn main() {
    drop(work());
}
