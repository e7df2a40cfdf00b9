//! How large an `async fn`'s future is, is known when it is compiled: a budget is a constant.

async fn digest() -> u8 {
    let buffer = [7; 1_024];
    longhand::yield_now().await;
    buffer[0]
}

const fn future_size<F: Future>(_: &impl Fn() -> F) -> usize {
    size_of::<F>()
}

const _: () = assert!(future_size(&digest) <= 64, "the future of `digest` has grown");

fn main() {
    assert_eq!(longhand::block_on(digest()), 7);
}
