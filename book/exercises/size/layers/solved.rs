use longhand::yield_now;

use super::check::{Request, answer};

/// What a server does with a request.
pub fn handle(request: Request) -> impl Future<Output = u8> {
    checked(request) // a layer that only awaits another is the other
}

// A block uses what it captures where it lies, and the layer below is part of it.
#[expect(clippy::manual_async_fn, reason = "an `async fn` keeps it twice")]
fn checked(request: Request) -> impl Future<Output = u8> {
    async move {
        if request[0] == 0 {
            return 1;
        }
        yield_now().await;
        answer(request).await
    }
}
