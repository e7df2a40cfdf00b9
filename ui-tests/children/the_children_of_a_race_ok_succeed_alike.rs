//! One value comes out, whoever has won: it is of one type. Errors may differ.

async fn number() -> Result<u8, u16> {
    Ok(1)
}

async fn page() -> Result<&'static str, ()> {
    Ok("a page")
}

fn main() {
    drop(longhand::race_ok((number(), page())));
}
