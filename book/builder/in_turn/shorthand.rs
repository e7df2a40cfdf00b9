//! `in_turn`, as an `async fn`. Twin: `longhand.rs`. Contract: `mod.rs`.

/// Waits for one future, and then for another.
pub async fn in_turn<A: Future, B: Future>(first: A, second: B) -> (A::Output, B::Output) {
    let one = first.await;
    let other = second.await;
    (one, other)
}
