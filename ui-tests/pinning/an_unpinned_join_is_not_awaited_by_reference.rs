//! To go on with a future later it is awaited by reference, and has to stay where it is meanwhile.

async fn child() -> u8 {
    1
}

async fn wait() -> (u8, u8) {
    let mut join = longhand::join((child(), child()));
    (&mut join).await
}

fn main() {
    drop(wait());
}
