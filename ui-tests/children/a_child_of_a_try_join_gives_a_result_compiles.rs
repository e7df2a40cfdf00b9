//! Who cannot fail has nothing to try.

async fn page() -> Result<u8, ()> {
    Ok(1)
}

async fn count() -> Result<u8, ()> {
    Ok(2)
}

fn main() {
    let _ = longhand::try_join((page(), count()));
}
