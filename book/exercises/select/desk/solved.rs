use std::future::ready;
use std::pin::pin;

use longhand::{OneOf2, arms, every, once};

use super::check::Desk;

/// Asks a question for every visitor. The clerk works in the same loop.
pub async fn ask_each(desk: &Desk, visitors: [u32; 3]) -> Vec<u32> {
    let mut visitors = visitors.into_iter();
    let visits = every(|| ready(visitors.next()));
    let mut arms = pin!(arms((once(desk.serve()), visits)));
    let mut answers = Vec::new();
    while let Some(OneOf2::Second(Some(number))) = arms.as_mut().next().await {
        // The clerk goes on working while the visitor waits.
        let answer = arms.as_mut().drive(desk.ask(number)).await;
        answers.push(answer);
    }
    answers
}
