//! What a block captures lies in it. Its size is known when its type is, and that is later than
//! `cargo check` looks.

use longhand::size::within;

fn main() {
    let page = [7u8; 512];
    let first = within::<64, _>(async move { page[0] });
    assert_eq!(longhand::block_on(first), 7);
}
