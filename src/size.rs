//! [`future_size`]: how many bytes a future takes, and a budget that holds when it is compiled.
//!
//! A future is as large as its largest moment, and whoever spawns it pays for that. Its size is a
//! fact of its type, so no program has to run to find it out: [`assert_future_size!`](crate::assert_future_size)
//! is checked where it stands, by `cargo check` as well, and nothing that it names is ever called.
//!
//! ```
//! use longhand::assert_future_size;
//!
//! struct Request([u8; 64]);
//!
//! async fn handler(request: Request) -> u8 {
//!     let first = request.0[0];
//!     drop(request);
//!     longhand::yield_now().await;
//!     first
//! }
//!
//! assert_future_size!(handler(Request) <= 256);
//! ```
//!
//! One that is over its budget does not build, and says by how much:
//!
//! ```text
//! error[E0080]: evaluation panicked: the future of `big` is 602 bytes, limit 512 bytes
//! ```
//!
//! # What can be measured
//!
//! | of what                                   | how                                                   |
//! |-------------------------------------------|-------------------------------------------------------|
//! | a function                                | `path::to::handler(Request, Db) <= 512`               |
//! | a method                                  | `Server::serve(&Server, Request) <= 512`              |
//! | a trait's method, of one type             | `<Server as Serve>::serve(&Server) <= 512`            |
//! | a generic function, with given types      | `fetch::<u32>(u32) <= 512`, `fill::<64>([u8; 64]) <= 512` |
//! | an argument that is an `impl Trait`       | `retry(Ready<u8>) <= 512`                             |
//! | a closure, also an `async` one            | `{ async \|n: u64\| step(n).await }(u64) <= 64`       |
//! | an `async` block                          | `{ \|\| async { step(1).await } }() <= 64`            |
//! | an expression                             | `{ \|a: Request\| join((handler(a), step(1))) }(_) <= 512` |
//! | a constant, for a table or an arena       | `const BYTES: usize = future_size(&handler);`         |
//! | a value                                   | `future_size(&future)`                                |
//! | a value, at compile time                  | [`within::<512, _>(future)`](within)                  |
//!
//! In place of a type stands `_` where the compiler can find it out, lifetimes are left away, and
//! `<` is as good as `<=`. The limit is any constant expression. A function has up to twelve
//! arguments.
//!
//! # What cannot
//!
//! | what                                           | the compiler says                       | instead |
//! |------------------------------------------------|-----------------------------------------|---------|
//! | a block or a closure that captures a local     | E0435: a constant knows no values       | [`within`] |
//! | a type parameter of the function around it     | E0401: a constant is an item of its own | `const { assert!(future_size(&f::<T>) <= 64) }`, or [`within`] |
//! | a generic function without its types           | E0283: its size depends on them         | `f::<u8>(_)` |
//! | a future that borrows what its closure makes   | E0515: the closure returns, and it is gone | an argument: `{ \|a\| f(a) }(&mut A)` |
//! | a closure that names a reference for its future | "lifetime may not live long enough": any lifetime is meant | the budget names it: `{ \|a\| f(a) }(&mut A)` |
//! | an argument whose type has no name             | there is nothing to write               | `{ \|\| outer(inner(1)) }()` |
//! | an `unsafe fn`                                 | E0277: it is not a function as others are | `{ \|\| unsafe { f() } }()` |
//!
//! An inline `const`, and [`within`], are evaluated for each type that they are used with. That is
//! after `cargo check`, which says nothing of them; `cargo build` and `cargo test` do.
//!
//! A budget is of one compiler and one target: a pointer is smaller elsewhere, and a later compiler
//! may lay out a future otherwise. So leave it some room.
//!
//! That a `const fn` may ask for the size of what a function returns, without a call, is no
//! invention of this crate: embassy sizes the pools of its tasks by it, `size-of-trait` is a crate
//! of nothing else. The message is what was missing.

use core::future::Future;
use core::str;

/// The size of a future, in bytes: of one that is there, or of those that a function makes.
///
/// It is a `const fn`: in a constant it takes a function or a closure, which it does not call. See
/// the [module](self) for what it cannot measure.
///
/// ```
/// use longhand::size::future_size;
/// use longhand::{join, yield_now};
///
/// async fn step(n: u64) -> u64 {
///     yield_now().await;
///     n
/// }
///
/// const STEP: usize = future_size(&step);
/// const BOTH: usize = future_size(&|| join((step(1), step(2))));
///
/// assert_eq!(future_size(&step(1)), STEP);
/// assert!(BOTH > 2 * STEP);
/// ```
#[must_use]
pub const fn future_size<A, M: Makes<A>>(_: &M) -> usize {
    size_of::<M::Future>()
}

/// Passes a future on that is no larger than `LIMIT` bytes; with a larger one the program does not
/// build.
///
/// It is for what [`assert_future_size!`](crate::assert_future_size) cannot see: blocks that capture,
/// and futures of a type that is generic where they are made. `cargo check` does not see it either.
///
/// ```
/// use longhand::size::within;
///
/// let name = String::from("longhand");
/// let length = within::<64, _>(async move { name.len() });
/// assert_eq!(longhand::block_on(length), 8);
/// ```
///
/// ```compile_fail
/// # use longhand::size::within;
/// let page = [7u8; 1_024];
/// longhand::block_on(within::<64, _>(async move { page[0] }));
/// ```
#[inline]
pub const fn within<const LIMIT: usize, F: Future>(future: F) -> F {
    const {
        if size_of::<F>() > LIMIT {
            Message::EMPTY
                .and(b"this future")
                .over(size_of::<F>(), "", LIMIT);
        }
    }
    future
}

/// Fails the build if the future of a function is larger than a limit.
///
/// It names the function with the types of its arguments, and stands where an item may: beside the
/// function, in a test, in the function itself. See the [module](crate::size) for all that can be
/// measured, and what cannot.
///
/// ```
/// use longhand::{assert_future_size, select};
///
/// struct Meter {
///     sum: u64,
/// }
///
/// impl Meter {
///     async fn add(&mut self, n: u64) -> u64 {
///         longhand::yield_now().await;
///         self.sum += n;
///         self.sum
///     }
/// }
///
/// async fn all<T: Copy, const N: usize>(numbers: [T; N]) -> [T; N] {
///     longhand::yield_now().await;
///     numbers
/// }
///
/// const WORD: usize = size_of::<usize>();
///
/// assert_future_size!(Meter::add(&mut Meter, u64) <= 64);
/// assert_future_size!(all::<u8, 64>([u8; 64]) < 2 * 64 + WORD);
/// assert_future_size!({ async |n: u64| all([n]).await }(u64) <= 64);
/// assert_future_size!({ |n: u64| select((all([n]), all([0]))) }(_) <= 128);
/// ```
///
/// ```compile_fail
/// async fn big(page: [u8; 300]) -> u8 {
///     longhand::yield_now().await;
///     page[0]
/// }
///
/// longhand::assert_future_size!(big([u8; 300]) <= 512);
/// ```
#[macro_export]
macro_rules! assert_future_size {
    // The function is what stands before the last group in parentheses: a path, or a block.
    (@ [$($function:tt)+] ($($argument:ty),* $(,)?) <= $limit:expr $(,)?) => {
        const _: () = $crate::size::at_most(
            ::core::stringify!($($function)+),
            $crate::size::future_size::<($($argument,)*), _>(&$($function)+),
            $limit,
        );
    };
    (@ [$($function:tt)+] ($($argument:ty),* $(,)?) < $limit:expr $(,)?) => {
        const _: () = $crate::size::less_than(
            ::core::stringify!($($function)+),
            $crate::size::future_size::<($($argument,)*), _>(&$($function)+),
            $limit,
        );
    };
    (@ [$($function:tt)*] $next:tt $($rest:tt)*) => {
        $crate::assert_future_size!(@ [$($function)* $next] $($rest)*);
    };
    (@ [$($all:tt)*]) => {
        ::core::compile_error!("a budget is written `function(Type, Type) <= limit`");
    };
    ($($budget:tt)*) => {
        $crate::assert_future_size!(@ [] $($budget)*);
    };
}

/// What has a size to ask for: a future, or a function that makes one of the arguments `A`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` makes no future of `{A}`",
    label = "neither a future nor a function of these arguments that returns one"
)]
pub trait Makes<A> {
    /// The future.
    type Future: Future;
}

/// In place of arguments: the future is there.
#[derive(Debug)]
pub enum Made {}

impl<F: Future> Makes<Made> for F {
    type Future = F;
}

/// A list of arguments, and then each shorter one.
//
// `FnOnce` is what every closure is, also an `async` one that lends its future what it captures.
macro_rules! makes {
    ($($argument:ident)*) => {
        impl<M, Fut, $($argument),*> Makes<($($argument,)*)> for M
        where
            M: FnOnce($($argument),*) -> Fut,
            Fut: Future,
        {
            type Future = Fut;
        }
        makes!(@ $($argument)*);
    };
    (@ $longest:ident $($argument:ident)*) => {
        makes! { $($argument)* }
    };
    (@) => {};
}
makes! { L K J I H G F E D C B A }

/// What the macro's `<=` means.
#[doc(hidden)]
#[track_caller]
pub const fn at_most(function: &str, size: usize, limit: usize) {
    if size > limit {
        Message::of(function).over(size, "", limit);
    }
}

/// What the macro's `<` means.
#[doc(hidden)]
#[track_caller]
pub const fn less_than(function: &str, size: usize, limit: usize) {
    if size >= limit {
        Message::of(function).over(size, "less than ", limit);
    }
}

/// What a panic in a constant may say: a text, which nobody there can format.
struct Message {
    bytes: [u8; 256],
    length: usize,
}

impl Message {
    const EMPTY: Message = Message {
        bytes: [0; 256],
        length: 0,
    };

    /// Begins with the function's name, in one line, or with as much of it as has room.
    const fn of(function: &str) -> Message {
        let function = function.as_bytes();
        let mut message = Message::EMPTY.and(b"the future of `");
        let mut index = 0;
        while index < function.len() {
            if index >= 120 && !is_within_a_character(function[index]) {
                return message.and(" …`".as_bytes());
            }
            if !function[index].is_ascii_whitespace() {
                message = message.and(&[function[index]]);
            } else if !function[index - 1].is_ascii_whitespace() {
                message = message.and(b" ");
            }
            index += 1;
        }
        message.and(b"`")
    }

    #[track_caller]
    const fn over(self, size: usize, less_than: &str, limit: usize) -> ! {
        let message = self.and(b" is ").number(size).and(b" bytes, limit ");
        let message = message.and(less_than.as_bytes()).number(limit);
        let message = message.and(b" bytes");
        let (text, _) = message.bytes.split_at(message.length);
        match str::from_utf8(text) {
            Ok(text) => panic!("{}", text),
            Err(_) => unreachable!(),
        }
    }

    const fn and(mut self, text: &[u8]) -> Message {
        let mut index = 0;
        while index < text.len() {
            self.bytes[self.length] = text[index];
            self.length += 1;
            index += 1;
        }
        self
    }

    const fn number(self, number: usize) -> Message {
        let message = match number / 10 {
            0 => self,
            tens => self.number(tens),
        };
        message.and(&[b'0' + (number % 10) as u8])
    }
}

const fn is_within_a_character(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}
