//! A budget is a constant and knows no values: what captures one is passed through `within`.

use longhand::size::within;

fn main() {
    let page = [7u8; 512];
    let first = within::<513, _>(async move { page[0] });
    assert_eq!(longhand::block_on(first), 7);
}
