use longhand::yield_now;

/// Fills a page, sums it, gives way; and once more.
pub async fn digest(byte: u8) -> u32 {
    let page = [byte; 1_024];
    let one = sum(&page);
    yield_now().await;
    let page = [byte + 1; 1_024];
    let other = sum(&page);
    yield_now().await;
    one + other
}

fn sum(page: &[u8]) -> u32 {
    page.iter().copied().map(u32::from).sum()
}
