//! Whose turn it is, one select says at a time.

use longhand::{Turn, join, select};

fn main() {
    let mut turn = Turn::new();
    let one = select((async {}, async {})).turn(&mut turn);
    let other = select((async {}, async {})).turn(&mut turn);
    drop(join((one, other)));
}
