//! Sizes, held by the compiler: if one is wrong the tests do not build.
//!
//! What an `async` block of this file takes is the compiler's affair. What a combinator adds to its
//! children is the contract's.

use core::future::Future;
use core::hint::black_box;
use core::marker::PhantomData;
use core::ops::ControlFlow;
use core::panic::AssertUnwindSafe;
use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::Stream;
use longhand::arms::{Arms, Drive, Every, Next, Once};
use longhand::assert_future_size;
use longhand::catch_unwind::CatchUnwind;
use longhand::channel::mpsc;
use longhand::fuse::Fuse;
use longhand::group::{self, Group};
use longhand::join::{Join, JoinMany};
use longhand::poll_once::PollOnce;
use longhand::race::{Race, RaceMany};
use longhand::race_ok::{RaceOk, RaceOkMany};
use longhand::select::{InTurn, Select, SelectMany};
use longhand::size::future_size;
use longhand::task::{Cancel, Task};
use longhand::time::{Interval, Sleep};
use longhand::timeout::Timeout;
use longhand::try_join::{TryJoin, TryJoinMany};
use longhand::yield_now::YieldNow;
use static_assertions::assert_eq_size;

/// A future as large and as aligned as `S`, with an answer `T`.
struct Sized<S, T = ()>(S, PhantomData<fn() -> T>);

impl<S, T> Future for Sized<S, T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        Poll::Pending
    }
}

/// What the children of a pair take, and the byte of the state, rounded to their alignment.
const fn pair<A, B>() -> usize {
    size_of::<(A, B, u8)>()
}

macro_rules! takes {
    ($($future:ty: $bytes:expr;)*) => {
        $(const _: () = assert!(size_of::<$future>() == $bytes);)*
    };
}

#[repr(align(8))]
struct Word<const N: usize>([u64; N]);

#[repr(align(64))]
struct CacheLine;

type Small = Sized<[u8; 3]>;
type Large = Sized<[u8; 1_000]>;
type Words = Sized<Word<2>>;
type Nothing = Sized<()>;
type Aligned = Sized<CacheLine>;
type Niche = Sized<bool>;

const _: () = assert!(size_of::<Option<Niche>>() == size_of::<Niche>());

// A contest: the children and a byte.
takes! {
    Select<Small, Large>: pair::<Small, Large>();
    Select<Words, Small>: pair::<Words, Small>();
    Select<Small, Words>: pair::<Small, Words>();
    Select<Nothing, Nothing>: 1;
    Select<Aligned, Small>: pair::<Aligned, Small>();
    Race<Large, Large>: 2_001;
    Race<Words, Words>: pair::<Words, Words>();
    RaceMany<[Large; 5]>: 5_001;
    RaceMany<[Nothing; 5]>: 1;
    SelectMany<(Small, Words, Large)>: size_of::<(Small, Words, Large, u8)>();
    SelectMany<(Nothing, Nothing, Nothing)>: 1;
    SelectMany<(Small, Small, Small, Small, Small, Small, Small, Small)>: 8 * 3 + 1;
    SelectMany<[Words; 32]>: size_of::<([Words; 32], u8)>();
    InTurn<'static, [Small; 2]>: size_of::<(&mut (), [Small; 2], u8)>();
    RaceMany<(Large, Small, Large)>: 2_004;
    Fuse<Small>: 4;
    Fuse<Words>: size_of::<(Words, u8)>();
    PollOnce<Large>: 1_001;
    CatchUnwind<Large>: 1_001;
    Timeout<Small, Large>: 1_004;
    Timeout<Words, Large>: pair::<Words, Large>();
    // On the heap lie the children, here where they are and how many.
    RaceMany<Vec<Large>>: pair::<Box<[Large]>, ()>();
    YieldNow: 1;
}

// The state is kept in no niche of a child: one that borrows itself may have lent it.
takes! {
    Select<Niche, Niche>: 3;
    Race<Niche, Niche>: 3;
    SelectMany<(Niche, Niche, Niche)>: 4;
    RaceMany<[Niche; 5]>: 6;
    Fuse<Niche>: 2;
    PollOnce<Niche>: 2;
    CatchUnwind<Niche>: 2;
    Timeout<Niche, Niche>: 3;
    Option<Join<Niche, Niche>>: 4;
    Option<JoinMany<[Niche; 5]>>: 7;
}

type Says<T, const N: usize> = Sized<[u8; N], T>;
type Tries<T, E, const N: usize> = Says<Result<T, E>, N>;

// A join: the largest of what it holds at one time, and a byte.
takes! {
    // Both children.
    Join<Small, Large>: 3 + 1_000 + 1;
    Join<Nothing, Nothing>: 1;
    Join<Words, Words>: pair::<Words, Words>();
    // An answer as large as its child lies where the child was.
    Join<Says<[u8; 9], 9>, Says<[u8; 5], 5>>: 9 + 5 + 1;
    // The first's answer, and the second child.
    Join<Says<[u8; 100], 9>, Small>: 100 + 3 + 1;
    // The first child, and the second's answer.
    Join<Small, Says<[u8; 100], 9>>: 3 + 100 + 1;
    // Never both answers: the second to come goes straight to the caller.
    Join<Says<[u8; 100], 9>, Says<[u8; 100], 9>>: 100 + 9 + 1;
    // Nor what decides: an error ends the one, and a value the other.
    TryJoin<Tries<[u8; 100], [u8; 500], 9>, Tries<[u8; 20], [u8; 500], 9>>: 100 + 9 + 1;
    RaceOk<Tries<[u8; 500], [u8; 100], 9>, Tries<[u8; 500], [u8; 20], 9>>: 100 + 9 + 1;
}

/// So many children of 3 bytes in a tuple, or an array, and `N` bytes that say which run.
macro_rules! of_threes {
    ($($children:ty, $count:literal: $tag:literal;)*) => {
        takes! { $(JoinMany<$children>: $count * 3 + $tag;)* }
    };
}

// A join of more than two: a place for each child or its answer, and a bit for each beside two.
of_threes! {
    (Small, Small, Small), 3: 1;
    (Small, Small, Small, Small, Small, Small), 6: 1;
    (Small, Small, Small, Small, Small, Small, Small), 7: 2;
    (Small, Small, Small, Small, Small, Small, Small, Small, Small, Small, Small, Small), 12: 2;
    [Small; 0], 0: 1;
    [Small; 1], 1: 1;
    [Small; 6], 6: 1;
    [Small; 7], 7: 2;
    [Small; 12], 12: 2;
}

takes! {
    JoinMany<(Words, Small, Words)>: size_of::<(Words, Small, Words, u8)>();
    JoinMany<(Says<[u8; 100], 9>, Small, Says<[u8; 5], 9>)>: 100 + 3 + 9 + 1;
    JoinMany<[Says<[u8; 100], 9>; 12]>: 12 * 100 + 2;
    // Of more than twelve, a pointer to what their wakers share.
    JoinMany<[Small; 13]>: size_of::<([Small; 13], [u8; 2], *const ())>();
    JoinMany<[Small; 14]>: size_of::<([Small; 14], [u8; 2], *const ())>();
    JoinMany<[Small; 15]>: size_of::<([Small; 15], [u8; 3], *const ())>();
    JoinMany<[Small; 64]>: size_of::<([Small; 64], [u8; 9], *const ())>();
    JoinMany<[Says<[u8; 100], 9>; 32]>: size_of::<([[u8; 100]; 32], [u8; 5], *const ())>();
    TryJoinMany<[Tries<[u8; 20], [u8; 500], 9>; 3]>: 3 * 20 + 1;
    RaceOkMany<[Tries<[u8; 500], [u8; 20], 9>; 3]>: 3 * 20 + 1;
    // On the heap lie the slots and the bits, here where they are and how many, how many run, and
    // the pointer.
    JoinMany<Vec<Large>>: size_of::<(Box<[Large]>, Box<[u8]>, usize, *const ())>();
    // Where the first child is, and how many; who has woken, first and last; where wakes arrive.
    Group<Large>: 5 * size_of::<usize>();
    Option<group::Next<'static, Large>>: size_of::<usize>();
}

// The futures of a channel: where it is; for who stands in line three links and a waker in two words,
// and a byte for the standing; the value, and whether it still is there.
takes! {
    mpsc::Sender<Large>: size_of::<usize>();
    mpsc::Receiver<Large>: size_of::<usize>();
    mpsc::Recv<'static, Large>: size_of::<usize>();
    mpsc::Send<'static, Word<1>>: size_of::<([usize; 7], Option<Word<1>>)>();
    mpsc::Send<'static, Word<128>>: size_of::<([usize; 7], Option<Word<128>>)>();
    mpsc::SendFrom<'static, Word<1>>: size_of::<([usize; 8], Option<Word<1>>)>();
    mpsc::Reserve<'static, Word<128>>: 7 * size_of::<usize>();
    mpsc::UntilClosed<'static, Word<128>>: 7 * size_of::<usize>();
}

/// A stream as large and as aligned as `S`, with items `T`.
struct Flow<S, T>(S, PhantomData<fn() -> T>);

impl<S, T> Stream for Flow<S, T> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Pending
    }
}

type OnceSays<T, const N: usize> = Once<Says<T, N>>;

// Arms: a place for each, in which a result lies where its future was; a byte for the turn, and two
// bits for each.
takes! {
    Arms<(Once<Small>, Once<Large>)>: 3 + 1_000 + 1 + 1;
    Arms<(Once<Nothing>, Once<Nothing>)>: 1 + 1;
    Arms<(Once<Words>, Once<Small>)>: size_of::<(Words, Small, [u8; 2])>();
    Arms<(OnceSays<[u8; 100], 9>, OnceSays<[u8; 5], 9>)>: 100 + 9 + 1 + 1;
    Arms<(OnceSays<[u8; 100], 9>, OnceSays<[u8; 100], 9>)>: 100 + 100 + 1 + 1;
    // A closure lives on beside each future that it makes.
    Arms<(Every<fn() -> Large>, Once<Small>)>: size_of::<(fn(), Large, Small, [u8; 2])>();
    // So does a stream beside an item.
    Arms<(Flow<[u8; 7], [u8; 20]>, Once<Small>)>: 7 + 20 + 3 + 1 + 1;
    Arms<(Once<Small>, Once<Small>, Once<Small>)>: 3 * 3 + 1 + 1;
    Arms<(Once<Small>, Once<Small>, Once<Small>, Once<Small>)>: 4 * 3 + 1 + 1;
    Arms<[Once<Small>; 4]>: 4 * 3 + 1 + 1;
    Arms<[Once<Small>; 5]>: 5 * 3 + 1 + 2;
    Arms<[Once<Words>; 12]>: size_of::<([Words; 12], [u8; 4])>();
    Arms<[Once<Small>; 64]>: 64 * 3 + 1 + 16;
    Next<'static, [Once<Large>; 12]>: size_of::<&()>();
    Drive<'static, [Once<Large>; 12], Small>: size_of::<(&(), Small, u8)>();
}

// What an `async fn` adds to a child that lives across an await is more, and never less.
macro_rules! no_larger_than_its_twin {
    ($($function:ident($($argument:expr),*);)*) => {$(
        assert_future_size!(
            { || longhand::$function($($argument),*) }()
                <= future_size(&|| longhand::shorthand::$function($($argument),*))
        );
    )*};
}

no_larger_than_its_twin! {
    join((kibibyte(), kibibyte()));
    try_join((fallible(), fallible()));
    race_ok((fallible(), fallible()));
    select((kibibyte(), kibibyte()));
    race((kibibyte(), kibibyte()));
    join((kibibyte(), kibibyte(), kibibyte()));
    join([(); 8].map(|()| kibibyte()));
    select((kibibyte(), kibibyte(), kibibyte()));
    select([(); 8].map(|()| kibibyte()));
    poll_once(kibibyte());
    catch_unwind(AssertUnwindSafe(kibibyte()));
    timeout(kibibyte(), kibibyte());
    yield_now();
}

const _: () = {
    fn by_hand() -> Arms<impl longhand::arms::IntoArms> {
        longhand::arms((longhand::once(kibibyte()), longhand::every(kibibyte)))
    }
    fn as_async_fn() -> impl Future {
        let children = (longhand::once(kibibyte()), longhand::every(kibibyte));
        longhand::shorthand::arms(children, async |_| ControlFlow::<()>::Continue(()))
    }
    // Arms are a stream, which `future_size` does not measure.
    const fn stream_size<S: Stream>(_: &impl Fn() -> S) -> usize {
        size_of::<S>()
    }
    assert!(stream_size(&by_hand) == 2 * future_size(&kibibyte) + 2);
    assert!(stream_size(&by_hand) <= future_size(&as_async_fn));
};

/// An `async fn` with a kibibyte on its hands while it waits.
async fn kibibyte() {
    let bytes = [1u8; 1_024];
    longhand::yield_now().await;
    black_box(&bytes);
}

async fn fallible() -> Result<(), ()> {
    kibibyte().await;
    Ok(())
}

// Where it waits it has room for its timer, and a task's handle is a pointer.
const _: () = assert!(size_of::<Sleep>() <= 56);
const _: () = assert!(size_of::<Interval>() <= 72);
assert_eq_size!(Task<[u8; 1_024]>, usize);
assert_eq_size!(Cancel<[u8; 1_024]>, usize);

const TWO_KIBIBYTES: usize = future_size(&|| longhand::join((kibibyte(), kibibyte())));

const _: () = assert!(TWO_KIBIBYTES == 2 * future_size(&kibibyte) + 1);
