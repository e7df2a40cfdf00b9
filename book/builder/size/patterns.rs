//! Functions that keep more than they need, each beside one that does the same and keeps less.

use std::future::poll_fn;
use std::hint::black_box;
use std::pin::pin;

use anyhow::{Result, ensure};
use longhand::yield_now;

use crate::measure::{grouped, kilobyte};

/// Something large that is worth keeping out of a future.
pub struct Page([u8; 1_024]);

impl Page {
    /// A page.
    pub fn new() -> Self {
        Page(black_box([7; 1_024]))
    }

    /// The first byte.
    pub fn first(&self) -> u8 {
        self.0[0]
    }
}

impl Default for Page {
    fn default() -> Self {
        Page::new()
    }
}

/// An argument is captured in one place and moved to another.
pub async fn argument(page: Page) -> u8 {
    yield_now().await;
    page.first()
}

/// What a block captures is used where it lies.
#[expect(clippy::manual_async_fn, reason = "an `async fn` keeps it twice")]
pub fn argument_of_a_block(page: Page) -> impl Future<Output = u8> {
    async move {
        yield_now().await;
        page.first()
    }
}

/// A variable lives to the end of its scope, and an await is in it.
pub async fn in_scope() -> u8 {
    let page = Page::new();
    let first = page.first();
    yield_now().await;
    first
}

/// `drop` ends the page, and not its place.
#[expect(clippy::drop_non_drop, reason = "that it frees nothing is the point")]
pub async fn dropped() -> u8 {
    let page = Page::new();
    let first = page.first();
    drop(page);
    yield_now().await;
    first
}

/// The scope ends before the await.
pub async fn out_of_scope() -> u8 {
    let first = {
        let page = Page::new();
        page.first()
    };
    yield_now().await;
    first
}

/// Two variables of one scope are kept side by side.
pub async fn side_by_side() -> u8 {
    let page = Page::new();
    yield_now().await;
    let one = page.first();
    let page = Page::new();
    yield_now().await;
    one + page.first()
}

/// Two scopes share a place.
pub async fn one_place() -> u8 {
    let one = {
        let page = Page::new();
        yield_now().await;
        page.first()
    };
    let other = {
        let page = Page::new();
        yield_now().await;
        page.first()
    };
    one + other
}

/// What a `match` looks at lives as long as its arms.
pub async fn matched() -> u8 {
    match Page::new().first() {
        0 => 0,
        first => {
            yield_now().await;
            first
        }
    }
}

/// At the semicolon it is gone.
pub async fn matched_later() -> u8 {
    let first = Page::new().first();
    match first {
        0 => 0,
        first => {
            yield_now().await;
            first
        }
    }
}

/// A future that is given is an argument like any other.
pub async fn given<F: Future>(future: F) -> F::Output {
    future.await
}

/// One that is made where it is awaited has one place.
pub async fn made() {
    kilobyte().await;
}

/// `pin!` of an argument keeps it where it was, and where it is.
pub async fn pinned_argument<F: Future<Output = ()>>(future: F) {
    let mut future = pin!(future);
    poll_fn(|cx| future.as_mut().poll(cx)).await;
}

/// `pin!` of what is made on the spot keeps it once.
pub async fn pinned_where_it_is_made() {
    let mut future = pin!(kilobyte());
    poll_fn(|cx| future.as_mut().poll(cx)).await;
}

/// A branch that is rarely taken is kept room for all the same.
pub async fn rarely(often: bool) {
    match often {
        true => yield_now().await,
        false => kilobyte().await,
    }
}

/// A box is as large as an address.
pub async fn rarely_boxed(often: bool) {
    match often {
        true => yield_now().await,
        false => Box::pin(kilobyte()).await,
    }
}

/// What one does, what one could do instead, and how large both are.
pub struct Row {
    /// What keeps too much.
    pub what: &'static str,
    /// What to do instead.
    pub advice: &'static str,
    /// The names of both functions, and the sizes of their futures.
    pub sizes: [(&'static str, usize); 2],
}

/// Every pattern, measured.
pub fn rows() -> Vec<Row> {
    macro_rules! row {
        ($what:literal, $advice:literal, $larger:ident($($large:expr)?), $smaller:ident($($small:expr)?)) => {
            Row {
                what: $what,
                advice: $advice,
                sizes: [
                    (stringify!($larger), size_of_val(&$larger($($large)?))),
                    (stringify!($smaller), size_of_val(&$smaller($($small)?))),
                ],
            }
        };
    }
    vec![
        row!(
            "an argument that is used after an await",
            "a function that returns an `async move` block",
            argument(Page::new()),
            argument_of_a_block(Page::new())
        ),
        row!(
            "a variable that nobody needs any more",
            "a scope that ends before the await",
            in_scope(),
            out_of_scope()
        ),
        row!(
            "the same, ended by `drop`",
            "a scope that ends before the await",
            dropped(),
            out_of_scope()
        ),
        row!(
            "one variable after another",
            "a scope for each",
            side_by_side(),
            one_place()
        ),
        row!(
            "a temporary that a `match` looks at",
            "`let`, and match on that",
            matched(),
            matched_later()
        ),
        row!(
            "a future that is given",
            "call it where it is awaited",
            given(kilobyte()),
            made()
        ),
        row!(
            "`pin!` of an argument",
            "`pin!` of a call",
            pinned_argument(kilobyte()),
            pinned_where_it_is_made()
        ),
        row!(
            "a branch that is rarely taken",
            "`Box::pin` there",
            rarely(true),
            rarely_boxed(true)
        ),
    ]
}

/// The rows in Markdown. An advice that does not pay any more is not given.
pub fn table() -> Result<String> {
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n| what is kept | bytes | instead | bytes |\n\
         |---|--:|---|--:|\n",
    );
    for Row {
        what,
        advice,
        sizes: [(larger, large), (smaller, small)],
    } in rows()
    {
        ensure!(
            small < large,
            "`{smaller}` is no smaller than `{larger}`: the compiler has learnt it, strike the row"
        );
        let (large, small) = (grouped(large), grouped(small));
        table.push_str(&format!(
            "| {what}: `{larger}` | {large} | {advice}: `{smaller}` | {small} |\n"
        ));
    }
    table.push_str("\n</div>");
    Ok(table)
}
