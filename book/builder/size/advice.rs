//! What people are told about the size of an `async fn`, measured: `{{#table advice}}` of what pays, and
//! `{{#table no-advice}}` of what does not.

use std::hint::black_box;

use anyhow::{Result, ensure};
use longhand::{join, shorthand, timeout, yield_now};

use super::layers::{eight, eight_called};
use super::patterns::{
    Page, argument, argument_of_a_block, dropped, given, in_scope, made, matched, matched_later,
    one_place, out_of_scope, pinned_argument, pinned_where_it_is_made, rarely, rarely_boxed,
    side_by_side,
};
use crate::measure::{Measured, grouped, kilobyte, measured};

/// What is lent stays where it is.
pub async fn lent(page: &Page) -> u8 {
    yield_now().await;
    page.first()
}

/// A function that is not `async` has its variables on the stack.
pub async fn computed() -> u8 {
    fn first() -> u8 {
        Page::new().first()
    }
    let first = first();
    yield_now().await;
    first
}

/// Two calls, one after the other, share a place.
pub async fn split() -> u8 {
    async fn one_page() -> u8 {
        let page = Page::new();
        yield_now().await;
        page.first()
    }
    let one = one_page().await;
    one + one_page().await
}

/// A future that is made before it is wanted. Nobody has a reference to it, so it is moved to where it is
/// awaited, and leaves nothing behind.
pub async fn made_early() {
    let future = kilobyte();
    yield_now().await;
    future.await;
}

/// The same, made where it is awaited.
pub async fn made_late() {
    yield_now().await;
    kilobyte().await;
}

/// Somebody has had a reference to it, so it keeps its place to the end of its scope.
pub async fn looked_at() {
    let future = kilobyte();
    black_box(&future);
    future.await;
}

/// A box of the buffer alone: what is awaited need not be boxed.
pub async fn on_the_heap() -> u8 {
    let page = Box::new(Page::new());
    yield_now().await;
    page.first()
}

/// The same with the buffer in the future.
pub async fn in_place() -> u8 {
    let page = Page::new();
    yield_now().await;
    page.first()
}

/// A new variable of the old name does not end the old one.
pub async fn shadowed() -> u8 {
    let page = Page::new();
    let page = page.first();
    yield_now().await;
    page
}

/// What is taken out of an `Option` leaves room for another.
pub async fn emptied() -> u8 {
    let mut page = Some(Page::new());
    let first = page.take().map_or(0, |page| page.first());
    yield_now().await;
    first
}

/// A reference keeps what it refers to.
pub async fn referred_to() -> u8 {
    let page = &Page::new();
    let first = page.first();
    yield_now().await;
    first
}

/// What a helper keeps is kept by whoever calls it.
pub async fn in_a_helper() -> u8 {
    in_scope().await
}

/// A piece of advice, and a future without and with it.
pub struct Advice {
    /// What one is told.
    pub words: &'static str,
    /// A future that has not heard of it.
    pub before: Measured,
    /// The same that has.
    pub after: Measured,
}

macro_rules! advice {
    ($($words:literal: $before:expr, $after:expr;)*) => {
        vec![$(Advice {
            words: $words,
            before: measured!($before),
            after: measured!($after),
        }),*]
    };
}

/// What pays.
pub fn pays() -> Vec<Advice> {
    advice! {
        "end the scope of what is large before the await": in_scope(), out_of_scope();
        "do the work in a function that is not `async`": in_scope(), computed();
        "give each step a scope of its own": side_by_side(), one_place();
        "or a function of its own, and await it there": side_by_side(), split();
        "name it before the `match`": matched(), matched_later();
        "take it by reference": argument(Page::new()), lent(&Page::new());
        "return an `async move` block": argument(Page::new()), argument_of_a_block(Page::new());
        "do not look at a future before you await it": looked_at(), made();
        "`pin!` the call, not the argument": pinned_argument(kilobyte()), pinned_where_it_is_made();
        "give a layer the function, not its future": eight(), eight_called();
        "the same for one layer": given(kilobyte()), made();
        "box the large branch that is rare": rarely(true), rarely_boxed(true);
        "keep a large buffer on the heap": in_place(), on_the_heap();
        "join by hand": shorthand::join((kilobyte(), kilobyte())), join((kilobyte(), kilobyte()));
        "time out by hand": shorthand::timeout(yield_now(), kilobyte()), timeout(yield_now(), kilobyte());
        "keep many of one kind in a `Vec`": join([kilobyte(), kilobyte()]), join(vec![kilobyte(), kilobyte()]);
    }
}

/// What is said as often, and changes nothing.
pub fn does_not_pay() -> Vec<Advice> {
    advice! {
        "`drop` it before the await": in_scope(), dropped();
        "use its name for something else": in_scope(), shadowed();
        "take it out of an `Option`": in_scope(), emptied();
        "keep no more than a reference to it": in_scope(), referred_to();
        "move the code into an `async` helper": in_scope(), in_a_helper();
        "make a future where you await it": made_early(), made_late();
    }
}

impl Advice {
    /// Whether it is worth a thought: a third of the bytes, and not a tag more or less.
    pub fn is_worth_it(&self) -> bool {
        self.after.bytes * 3 <= self.before.bytes * 2
    }
}

/// The first table. An advice that does not pay any more is not given.
pub fn table() -> Result<String> {
    let rows = pays();
    for advice in &rows {
        ensure!(advice.is_worth_it(), "“{}” does not pay", advice.words);
    }
    Ok(shown(&rows))
}

/// The second. An advice that has begun to pay belongs into the first.
pub fn no_table() -> Result<String> {
    let rows = does_not_pay();
    for advice in &rows {
        ensure!(!advice.is_worth_it(), "“{}” pays now", advice.words);
    }
    Ok(shown(&rows))
}

fn shown(rows: &[Advice]) -> String {
    let rows = rows.iter().map(|advice| {
        let Advice {
            words,
            before,
            after,
        } = advice;
        let [from, to] = [before, after].map(|it| {
            let expression = it.expression.split_whitespace().collect::<Vec<_>>();
            format!("`{}` | {}", expression.join(" "), grouped(it.bytes))
        });
        format!("| {words} | {from} | {to} |\n")
    });
    format!(
        "<div class=\"measured-table compact\">\n\n| advice | without | bytes | with | bytes |\n\
         |---|---|--:|---|--:|\n{}\n</div>",
        rows.collect::<String>()
    )
}
