//! One value comes out, whoever has won: it is of one type. Errors may differ.

async fn number() -> Result<&'static str, u16> {
    Ok("one")
}

async fn page() -> Result<&'static str, ()> {
    Ok("a page")
}

fn main() {
    drop(longhand::race_ok((number(), page())));
}
