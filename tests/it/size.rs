//! `size`: what a future takes, asked of the compiler, and a budget for it.

use core::future::{Future, Ready, ready};
use core::hint::black_box;

use longhand::size::{at_most, future_size, less_than, within};
use longhand::{assert_future_size, join, select, yield_now};

use crate::support::panics::panic_of;

const WORD: usize = size_of::<usize>();

/// A kilobyte across an await.
async fn kilobyte() -> u8 {
    let page = black_box([7u8; 1_024]);
    yield_now().await;
    page[0]
}

async fn nothing() {}

async fn sum(a: u64, b: &u8, c: &mut [u8]) -> u64 {
    yield_now().await;
    a + u64::from(*b) + c.len() as u64
}

async fn all<T: Copy, const N: usize>(items: [T; N]) -> usize {
    yield_now().await;
    items.len()
}

async fn awaits(future: impl Future<Output = u8>) -> u8 {
    future.await
}

#[expect(clippy::manual_async_fn, reason = "that it is none is the point")]
fn is_no_async_fn(n: usize) -> impl Future<Output = usize> {
    async move {
        yield_now().await;
        n
    }
}

#[expect(clippy::too_many_arguments, reason = "as many as a budget can name")]
async fn twelve(
    (a, b): (u8, u8),
    [c, d]: [u8; 2],
    e: u8,
    f: u8,
    g: u8,
    h: u8,
    i: u8,
    j: u8,
    k: u8,
    l: u8,
    m: u8,
    n: u8,
) -> u8 {
    yield_now().await;
    a ^ b ^ c ^ d ^ e ^ f ^ g ^ h ^ i ^ j ^ k ^ l ^ m ^ n
}

struct Meter {
    sum: u64,
}

impl Meter {
    async fn new() -> Meter {
        Meter { sum: 0 }
    }

    async fn read(&self) -> u64 {
        yield_now().await;
        self.sum
    }

    async fn add(&mut self, n: u64) {
        yield_now().await;
        self.sum += n;
    }

    async fn end(self) -> u64 {
        yield_now().await;
        self.sum
    }
}

struct Holds<T>(T);

impl<T: Copy> Holds<T> {
    async fn get(&self) -> T {
        yield_now().await;
        self.0
    }
}

trait Serve {
    async fn serve(&self, n: u16) -> u16;
}

impl Serve for Meter {
    async fn serve(&self, n: u16) -> u16 {
        yield_now().await;
        n
    }
}

// In every way a budget can be written. They hold when the tests are built.
assert_future_size!(nothing() <= 1);
assert_future_size!(self::nothing() < 2);
assert_future_size!(crate::size::kilobyte() <= 1_024 + WORD);
assert_future_size!(sum(u64, &u8, &mut [u8]) <= 12 * WORD);
assert_future_size!(sum(u64, &u8, &mut [u8],) <= 12 * WORD,);
assert_future_size!(sum(_, _, _) < 12 * WORD,);
assert_future_size!(all::<u8, 100>([u8; 100]) <= 2 * 100 + 2 * WORD);
assert_future_size!(all([u64; 2]) <= { 2 * 16 + 2 * WORD });
assert_future_size!(awaits(Ready<u8>) <= 16);
assert_future_size!(is_no_async_fn(usize) <= 2 * WORD);
assert_future_size!(twelve(_, [u8; 2], u8, u8, u8, u8, u8, u8, u8, u8, u8, u8) <= 40);
assert_future_size!(Meter::new() <= 1);
assert_future_size!(Meter::read(&Meter) <= 4 * WORD);
assert_future_size!(Meter::add(&mut Meter, u64) <= 48);
assert_future_size!(Meter::end(Meter) <= 32);
assert_future_size!(Holds::<u32>::get(&Holds<u32>) <= 4 * WORD);
assert_future_size!(<Holds<u32>>::get(&Holds<u32>) < 4 * WORD);
assert_future_size!(<Meter as Serve>::serve(&Meter, u16) <= 4 * WORD);
assert_future_size!({ Meter::read }(&Meter) <= 4 * WORD);
assert_future_size!({ || async { yield_now().await } }() <= 2);
assert_future_size!(
    {
        |n: u64| async move {
            yield_now().await;
            n
        }
    }(u64)
        <= 16
);
assert_future_size!(
    {
        async |n: u64| {
            yield_now().await;
            n
        }
    }(u64)
        <= 32
);
assert_future_size!({ async || kilobyte().await }() <= 1_024 + 2 * WORD);
assert_future_size!({ || join((kilobyte(), is_no_async_fn(1))) }() <= 1_024 + 4 * WORD);
assert_future_size!(
    { |a: u64, b| select((awaits(ready(b)), is_no_async_fn(a as usize))) }(_, u8) <= 48
);
assert_future_size!(longhand::shorthand::yield_now() <= 32);

const KILOBYTE: usize = future_size(&kilobyte);
static ARENA: [u8; 2 * future_size(&|| join((kilobyte(), nothing())))] =
    [0; 2 * future_size(&|| join((kilobyte(), nothing())))];

#[test]
fn a_future_is_as_large_as_its_function_says_in_a_constant() {
    let future = kilobyte();
    assert_eq!(future_size(&future), size_of_val(&future));
    assert_eq!(KILOBYTE, size_of_val(&future));
    assert_eq!(future_size(&kilobyte), KILOBYTE);
    assert_eq!(
        future_size::<(Ready<u8>,), _>(&awaits),
        size_of_val(&awaits(ready(1)))
    );
    assert_eq!(
        future_size(&Meter::add),
        size_of_val(&Meter { sum: 0 }.add(1))
    );
    assert_eq!(ARENA.len(), 2 * (KILOBYTE + 1 + 1));
}

#[test]
fn what_is_asked_for_its_size_is_neither_called_nor_polled() {
    let never = || -> Ready<()> { panic!("it was called") };
    assert_eq!(future_size(&never), size_of::<Ready<()>>());
    let page = [7u8; 100];
    let captures = async move || page[0];
    assert!(future_size(&captures) >= 100);
    assert!(future_size(&Box::pin(async { panic!("it was polled") })) == WORD);
}

#[test]
fn a_future_within_its_limit_is_passed_on() {
    let page = [7u8; 100];
    let future = within::<128, _>(async move { page[99] });
    assert_eq!(longhand::block_on(future), 7);
    assert_eq!(longhand::block_on(within::<KILOBYTE, _>(kilobyte())), 7);
}

#[test]
fn a_budget_names_the_future_its_size_and_the_limit() {
    let message = panic_of(|| at_most("big", 602, 512)).message;
    assert_eq!(message, "the future of `big` is 602 bytes, limit 512 bytes");
    let message = panic_of(|| less_than("Meter::read", 512, 512)).message;
    assert_eq!(
        message,
        "the future of `Meter::read` is 512 bytes, limit less than 512 bytes"
    );
}

#[test]
fn a_budget_is_kept_to_the_byte() {
    at_most("f", 512, 512);
    less_than("f", 511, 512);
    at_most("f", 0, 0);
    at_most("f", usize::MAX, usize::MAX);
    panic_of(|| at_most("f", 513, 512));
    panic_of(|| less_than("f", 512, 512));
    panic_of(|| less_than("f", 0, 0));
}

#[test]
fn a_number_has_all_its_digits() {
    let powers = (0..20).map_while(|digits| 10usize.checked_pow(digits));
    let mut numbers: Vec<usize> = powers
        .flat_map(|power| [power - 1, power, power + 7])
        .collect();
    numbers.extend([usize::MAX, usize::MAX - 1, 1_234_567_890]);
    for number in numbers {
        let message = panic_of(|| less_than("f", number, 0)).message;
        assert_eq!(
            message,
            format!("the future of `f` is {number} bytes, limit less than 0 bytes")
        );
    }
}

#[test]
fn a_name_is_shown_in_one_line_and_of_a_long_one_the_beginning() {
    let names = [
        (
            "{ || async\n    { } }".to_owned(),
            "{ || async { } }".to_owned(),
        ),
        ("f".repeat(120), "f".repeat(120)),
        ("f".repeat(121), "f".repeat(120) + " …"),
        ("ä".repeat(90), "ä".repeat(60) + " …"),
        (
            "f".to_owned() + &"ä".repeat(90),
            "f".to_owned() + &"ä".repeat(60) + " …",
        ),
        (String::new(), String::new()),
    ];
    for (name, shown) in names {
        let message = panic_of(|| at_most(&name, usize::MAX, 0)).message;
        assert_eq!(
            message,
            format!(
                "the future of `{shown}` is {} bytes, limit 0 bytes",
                usize::MAX
            )
        );
    }
}
