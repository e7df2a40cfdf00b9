//! A future that blocks on another: it waits for a letter, and its sibling calls `block_on`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use longhand::executor::LocalExecutor;
use longhand::time::ManualClock;
use longhand::{join, yield_now};

use super::letter::{Letter, letter};
use super::{signalled, thread, tokens};
use crate::recording::Recording;
use crate::told;

/// Calls `block_on` in its first poll.
struct Blocking<B>(Option<B>);

impl<B: FnOnce() + Unpin> Future for Blocking<B> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if let Some(block) = self.0.take() {
            block();
        }
        Poll::Ready(())
    }
}

/// The outer future's letter comes while the inner one waits for its own.
macro_rules! nested {
    ($draft:ident) => {{
        let outer = told::child("letter", letter("outer", 2_000));
        let inner: Letter = letter("inner", 5_000);
        let block = move || {
            $draft::block_on(told::root("inner", inner));
        };
        let both = join((outer, told::child("sibling", Blocking(Some(block)))));
        $draft::block_on(told::root("outer", both));
    }};
}

/// With the tokens of draft 3.
pub fn with_tokens() -> Recording {
    recorded(|| nested!(tokens))
}

/// With the flags of draft 4.
pub fn with_signals() -> Recording {
    recorded(|| nested!(signalled))
}

/// A task that blocks on another task of its own executor.
pub fn with_oneself() -> Recording {
    recorded(|| {
        let executor = LocalExecutor::new();
        let answering = executor.spawn(told::spawned("answering", async {
            yield_now().await;
            "an answer"
        }));
        let asking = executor.spawn(told::spawned("asking", async {
            signalled::block_on(told::root("inner", answering))
        }));
        told::run(&executor, &ManualClock::new(), &asking);
    })
}

fn recorded(program: impl FnOnce()) -> Recording {
    told::record(|| drop(thread::script(program)))
}
