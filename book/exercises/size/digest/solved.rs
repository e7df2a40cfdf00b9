use longhand::yield_now;

/// Fills a page, sums it, gives way; and once more.
pub async fn digest(byte: u8) -> u32 {
    let one = sum_of_page(byte);
    yield_now().await;
    let other = sum_of_page(byte + 1);
    yield_now().await;
    one + other
}

// A function that does not wait keeps its variables on the stack.
fn sum_of_page(byte: u8) -> u32 {
    let page = [byte; 1_024];
    page.iter().copied().map(u32::from).sum()
}
