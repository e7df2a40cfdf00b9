//! One error comes out, whoever has failed: it is of one type.

async fn number() -> Result<u8, ()> {
    Err(())
}

async fn page() -> Result<u8, u16> {
    Err(404)
}

fn main() {
    drop(longhand::try_join((number(), page())));
}
