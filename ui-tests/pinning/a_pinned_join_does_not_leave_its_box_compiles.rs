//! A box can be moved when what is in it is pinned: it is the box that moves, and not what is in it.

async fn child() -> u8 {
    1
}

fn main() {
    let boxed = Box::pin(longhand::join((child(), child())));
    let join = boxed;
    assert_eq!(longhand::block_on(join), (1, 1));
}
