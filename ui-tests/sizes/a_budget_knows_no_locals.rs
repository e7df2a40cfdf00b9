//! A budget is a constant and knows no values: what captures one is passed through `within`.

use longhand::assert_future_size;

fn main() {
    let page = [7u8; 512];
    assert_future_size!({ || async move { page[0] } }() <= 513);
    assert_eq!(longhand::block_on(async move { page[0] }), 7);
}
