use longhand::block_on;

/// Two pages are summed, by a future that keeps neither.
pub fn check<F: Future<Output = u32>>(digest: fn(u8) -> F) {
    let size = size_of_val(&digest(1));
    assert!(size <= 64, "the future takes {size} bytes");
    assert_eq!(block_on(digest(1)), 1_024 + 2 * 1_024);
}
