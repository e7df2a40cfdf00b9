//! Whose turn it is, one select says at a time.

use longhand::{Turn, join, select};

fn main() {
    let (mut ours, mut theirs) = (Turn::new(), Turn::new());
    let one = select((async {}, async {})).turn(&mut ours);
    let other = select((async {}, async {})).turn(&mut theirs);
    drop(join((one, other)));
}
