use longhand::yield_now;

use super::check::{Request, answer};

/// What a server does with a request.
pub async fn handle(request: Request) -> u8 {
    checked(request).await
}

async fn checked(request: Request) -> u8 {
    match request[0] {
        0 => 1,
        _ => answered(request).await,
    }
}

async fn answered(request: Request) -> u8 {
    yield_now().await;
    answer(request).await
}
