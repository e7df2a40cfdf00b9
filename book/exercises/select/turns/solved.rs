use std::future::Future;

use longhand::{OneOf2, select};

/// A select that is fair over many rounds: `turn` says who goes first in this one.
pub async fn fair<A: Future, B: Future>(
    turn: &mut bool,
    a: A,
    b: B,
) -> OneOf2<A::Output, B::Output> {
    let second_first = *turn;
    let winner = match second_first {
        false => select((a, b)).await,
        true => match select((b, a)).await {
            OneOf2::First(b) => OneOf2::Second(b),
            OneOf2::Second(a) => OneOf2::First(a),
        },
    };
    // The loser goes first next time.
    *turn = matches!(winner, OneOf2::First(_));
    winner
}
