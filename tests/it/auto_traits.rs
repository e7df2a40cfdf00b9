//! Auto traits follow the children: a future has each that all its children and their answers have,
//! and none that one of them lacks.
//!
//! A type stands here for what it lacks. Of the `async fn`s only what they have can be asserted,
//! because their types have no names; what they lack is in `ui-tests/`.

use core::cell::Cell;
use core::future::Future;
use core::marker::{PhantomData, PhantomPinned};
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::pin::Pin;
use core::task::{Context, Poll};
use std::sync::MutexGuard;

use futures_core::Stream;
use longhand::arms::{Arms, Drive, Every, Next, Once};
use longhand::catch_unwind::CatchUnwind;
use longhand::fuse::Fuse;
use longhand::join::{Join, JoinMany};
use longhand::poll_once::PollOnce;
use longhand::race::{Race, RaceMany};
use longhand::race_ok::{RaceOk, RaceOkMany};
use longhand::select::{InTurn, Select, SelectMany};
use longhand::task::{Cancel, Task, TaskResult};
use longhand::time::{Interval, ManualClock, Sleep, Tick};
use longhand::timeout::{Elapsed, Timeout};
use longhand::try_join::{TryJoin, TryJoinMany};
use longhand::yield_now::YieldNow;
use longhand::{Group, LocalExecutor, OneOf2, OneOf12, Turn, group};
use static_assertions::{assert_impl_all, assert_not_impl_any};

type Everything = ();
type NotSend = MutexGuard<'static, ()>;
type NotSync = Cell<()>;
type NotUnpin = PhantomPinned;
type NotUnwindSafe = &'static mut ();

/// A future that has the auto traits of `M`, and its answer those of `T`.
struct Child<M, T = ()>(PhantomData<(M, fn() -> T)>);

impl<M, T> Future for Child<M, T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        Poll::Pending
    }
}

/// A stream that has the auto traits of `M`, and its items those of `T`.
struct Flow<M, T = ()>(PhantomData<(M, fn() -> T)>);

impl<M, T> Stream for Flow<M, T> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Pending
    }
}

/// A future that has the auto traits of `M`, and whose value has those of `T`, whose error of `E`.
type Try<M, T = (), E = ()> = Child<M, Result<T, E>>;

/// What has a child of `M` has the auto traits of `M`.
macro_rules! follows {
    ($($future:ident<M> = $type:ty;)*) => {$(
        type $future<M> = $type;
        assert_impl_all!($future<Everything>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
        assert_impl_all!($future<NotSend>: Sync, Unpin, UnwindSafe, RefUnwindSafe);
        assert_not_impl_any!($future<NotSend>: Send);
        assert_impl_all!($future<NotSync>: Send, Unpin, UnwindSafe);
        assert_not_impl_any!($future<NotSync>: Sync, RefUnwindSafe);
        assert_impl_all!($future<NotUnpin>: Send, Sync, UnwindSafe, RefUnwindSafe);
        assert_not_impl_any!($future<NotUnpin>: Unpin);
        assert_impl_all!($future<NotUnwindSafe>: Send, Sync, Unpin, RefUnwindSafe);
        assert_not_impl_any!($future<NotUnwindSafe>: UnwindSafe);
    )*};
}

follows! {
    JoinFirst<M> = Join<Child<M>, Child<()>>;
    JoinSecond<M> = Join<Child<()>, Child<M>>;
    TryJoinFirst<M> = TryJoin<Try<M>, Try<()>>;
    TryJoinSecond<M> = TryJoin<Try<()>, Try<M>>;
    RaceOkFirst<M> = RaceOk<Try<M>, Try<()>>;
    RaceOkSecond<M> = RaceOk<Try<()>, Try<M>>;
    SelectFirst<M> = Select<Child<M>, Child<()>>;
    SelectSecond<M> = Select<Child<()>, Child<M>>;
    RaceFirst<M> = Race<Child<M>, Child<()>>;
    RaceSecond<M> = Race<Child<()>, Child<M>>;
    JoinThird<M> = JoinMany<(Child<()>, Child<()>, Child<M>)>;
    JoinEach<M> = JoinMany<[Child<M>; 2]>;
    TryJoinThird<M> = TryJoinMany<(Try<()>, Try<()>, Try<M>)>;
    TryJoinEach<M> = TryJoinMany<[Try<M>; 2]>;
    RaceOkThird<M> = RaceOkMany<(Try<()>, Try<()>, Try<M>)>;
    RaceOkEach<M> = RaceOkMany<[Try<M>; 2]>;
    SelectThird<M> = SelectMany<(Child<()>, Child<()>, Child<M>)>;
    SelectEach<M> = SelectMany<[Child<M>; 2]>;
    RaceThird<M> = RaceMany<(Child<()>, Child<()>, Child<M>)>;
    RaceEach<M> = RaceMany<[Child<M>; 2]>;
    ArmsFirst<M> = Arms<(Once<Child<M>>, Once<Child<()>>)>;
    ArmsSecond<M> = Arms<(Once<Child<()>>, Every<fn() -> Child<M>>)>;
    ArmsThird<M> = Arms<(Once<Child<()>>, Once<Child<()>>, Flow<M>)>;
    ArmsEach<M> = Arms<[Once<Child<M>>; 2]>;
    Fused<M> = Fuse<Child<M>>;
    PolledOnce<M> = PollOnce<Child<M>>;
    Caught<M> = CatchUnwind<Child<M>>;
    TimeoutLimit<M> = Timeout<Child<M>, Child<()>>;
    TimeoutFuture<M> = Timeout<Child<()>, Child<M>>;
}

/// What has its children on the heap moves, and they do not; else it follows them.
macro_rules! moves {
    ($($future:ident<M> = $type:ty;)*) => {$(
        type $future<M> = $type;
        assert_impl_all!($future<NotUnpin>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
        assert_not_impl_any!($future<NotSend>: Send);
        assert_not_impl_any!($future<NotSync>: Sync, RefUnwindSafe);
        assert_not_impl_any!($future<NotUnwindSafe>: UnwindSafe);
    )*};
}

moves! {
    JoinOfVec<M> = JoinMany<Vec<Child<M>>>;
    TryJoinOfVec<M> = TryJoinMany<Vec<Try<M>>>;
    RaceOkOfVec<M> = RaceOkMany<Vec<Try<M>>>;
    SelectOfVec<M> = SelectMany<Vec<Child<M>>>;
    RaceOfVec<M> = RaceMany<Vec<Child<M>>>;
    OfGroup<M> = Group<Child<M>>;
}

/// What is kept has to be as well what its keeper is. But it may move.
macro_rules! keeps {
    ($($keeper:ident<T> = $type:ty;)*) => {$(
        type $keeper<T> = $type;
        assert_not_impl_any!($keeper<NotSend>: Send);
        assert_not_impl_any!($keeper<NotSync>: Sync, RefUnwindSafe);
        assert_not_impl_any!($keeper<NotUnwindSafe>: UnwindSafe);
        assert_impl_all!($keeper<NotUnpin>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
    )*};
}

keeps! {
    ArmsFirstAnswer<T> = Arms<(Once<Child<(), T>>, Once<Child<()>>)>;
    ArmsSecondAnswer<T> = Arms<(Once<Child<()>>, Every<fn() -> Child<(), T>>)>;
    ArmsThirdItem<T> = Arms<(Once<Child<()>>, Once<Child<()>>, Flow<(), T>)>;
    ArmsEachAnswer<T> = Arms<[Once<Child<(), T>>; 2]>;
    JoinFirstAnswer<T> = Join<Child<(), T>, Child<()>>;
    JoinSecondAnswer<T> = Join<Child<()>, Child<(), T>>;
    JoinThirdAnswer<T> = JoinMany<(Child<()>, Child<()>, Child<(), T>)>;
    JoinEachAnswer<T> = JoinMany<[Child<(), T>; 2]>;
    JoinAnswersOfVec<T> = JoinMany<Vec<Child<(), T>>>;
    TryJoinThirdValue<T> = TryJoinMany<(Try<()>, Try<()>, Try<(), T>)>;
    RaceOkThirdError<T> = RaceOkMany<(Try<()>, Try<()>, Try<(), (), T>)>;
    TryJoinFirstValue<T> = TryJoin<Try<(), T>, Try<()>>;
    TryJoinSecondValue<T> = TryJoin<Try<()>, Try<(), T>>;
    RaceOkFirstError<T> = RaceOk<Try<(), (), T>, Try<()>>;
    RaceOkSecondError<T> = RaceOk<Try<()>, Try<(), (), T>>;
}

// What decides goes straight to the caller, and is not kept.
assert_impl_all!(TryJoin<Try<(), (), NotSend>, Try<(), (), NotSend>>: Send, Sync, Unpin);
assert_impl_all!(RaceOk<Try<(), NotSend>, Try<(), NotSend>>: Send, Sync, Unpin);
assert_impl_all!(TryJoinMany<[Try<(), (), NotSend>; 3]>: Send, Sync, Unpin);
assert_impl_all!(RaceOkMany<[Try<(), NotSend>; 3]>: Send, Sync, Unpin);
assert_impl_all!(SelectMany<[Child<(), NotSend>; 3]>: Send, Sync, Unpin);
assert_impl_all!(Fuse<Child<(), NotSend>>: Send, Sync, Unpin);
assert_impl_all!(Select<Child<(), NotSend>, Child<(), NotSync>>: Send, Sync, Unpin);
assert_impl_all!(Race<Child<(), NotSend>, Child<(), NotSend>>: Send, Sync, Unpin);
assert_impl_all!(RaceMany<[Child<(), NotSend>; 2]>: Send, Sync, Unpin);
assert_impl_all!(RaceMany<Vec<Child<(), NotSend>>>: Send, Sync, Unpin);
assert_impl_all!(Timeout<Child<()>, Child<(), NotSend>>: Send, Sync, Unpin);
assert_impl_all!(Group<Child<(), NotSend>>: Send, Sync, Unpin);
assert_impl_all!(group::Next<'static, Child<NotUnpin, NotSend>>: Send, Sync, Unpin);
assert_not_impl_any!(group::Next<'static, Child<NotSend>>: Send);
assert_not_impl_any!(group::Next<'static, Child<NotSync>>: Sync);

assert_impl_all!(YieldNow: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
// What is on a thread stays there, and what is in the wheel stays in its place.
assert_not_impl_any!(LocalExecutor<'static>: Send, Sync);
#[cfg(feature = "net")]
mod of_sockets {
    use longhand::net::{Accept, Connect, Read, ReadExact, ReadVectored, RecvFrom, SendTo};
    use longhand::net::{Event, Interest, Key, Reactor, TcpListener, TcpStream, Tells, UdpSocket};
    use longhand::net::{Write, WriteAll, WriteVectored};

    use super::{RefUnwindSafe, UnwindSafe, assert_impl_all, assert_not_impl_any};

    assert_not_impl_any!(TcpListener: Send, Sync);
    assert_not_impl_any!(TcpStream: Send, Sync);
    assert_not_impl_any!(UdpSocket: Send, Sync);
    assert_not_impl_any!(Reactor: Send, Sync);
    assert_not_impl_any!(Accept<'static>: Send, Sync);
    assert_not_impl_any!(Connect: Send, Sync);
    assert_impl_all!(Accept<'static>: Unpin);
    assert_impl_all!(Connect: Unpin);
    assert_impl_all!(Read<'static>: Unpin);
    assert_impl_all!(ReadExact<'static>: Unpin);
    assert_impl_all!(ReadVectored<'static, 'static>: Unpin);
    assert_impl_all!(RecvFrom<'static>: Unpin);
    assert_impl_all!(SendTo<'static>: Unpin);
    assert_impl_all!(Write<'static>: Unpin);
    assert_impl_all!(WriteAll<'static>: Unpin);
    assert_impl_all!(WriteVectored<'static>: Unpin);
    assert_impl_all!(Event: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
    assert_impl_all!(Interest: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
    assert_impl_all!(Key: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
    assert_impl_all!(Tells: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
}
assert_not_impl_any!(Task<Everything>: Send, Sync);
assert_not_impl_any!(Cancel<Everything>: Send, Sync);
assert_not_impl_any!(TaskResult<Everything>: Send, Sync);
assert_impl_all!(Task<NotUnpin>: Unpin);
assert_not_impl_any!(ManualClock: Send, Sync);
assert_not_impl_any!(Sleep: Send, Sync, Unpin);
assert_not_impl_any!(Interval: Send, Sync, Unpin);
assert_impl_all!(Tick<'static>: Unpin);
assert_impl_all!(Elapsed: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
assert_impl_all!(Turn: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
assert_impl_all!(InTurn<'static, (Child<()>, Child<NotUnwindSafe>)>: Send, Sync, Unpin);
assert_not_impl_any!(InTurn<'static, [Child<NotSend>; 3]>: Send);
assert_not_impl_any!(InTurn<'static, [Child<NotSync>; 3]>: Sync);
assert_not_impl_any!(InTurn<'static, [Child<NotUnpin>; 3]>: Unpin);
type TwoArms<M> = [Once<Child<M>>; 2];
assert_impl_all!(Next<'static, TwoArms<NotUnpin>>: Send, Sync, Unpin);
assert_not_impl_any!(Next<'static, TwoArms<NotSend>>: Send);
assert_not_impl_any!(Next<'static, TwoArms<NotSync>>: Sync);
assert_impl_all!(Drive<'static, TwoArms<NotUnpin>, Child<()>>: Send, Sync, Unpin);
assert_not_impl_any!(Drive<'static, TwoArms<()>, Child<NotSend>>: Send);
assert_not_impl_any!(Drive<'static, TwoArms<()>, Child<NotSync>>: Sync);
assert_not_impl_any!(Drive<'static, TwoArms<()>, Child<NotUnpin>>: Unpin);
type Twelve = OneOf12<u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8>;
assert_impl_all!(Twelve: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
assert_impl_all!(OneOf2<u8, u8>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);

/// The twins follow their children where threads are concerned.
const _: fn() = || {
    fn is_send_and_sync(_: impl Send + Sync) {}
    fn pair<T>() -> (Child<Everything, T>, Child<NotUnpin, T>) {
        (Child(PhantomData), Child(PhantomData))
    }
    is_send_and_sync(longhand::shorthand::join(pair::<()>()));
    is_send_and_sync(longhand::shorthand::try_join(pair::<Result<(), ()>>()));
    is_send_and_sync(longhand::shorthand::race_ok(pair::<Result<(), ()>>()));
    is_send_and_sync(longhand::shorthand::select(pair::<()>()));
    is_send_and_sync(longhand::shorthand::race(pair::<()>()));
    fn three<T>() -> (
        Child<Everything, T>,
        Child<NotUnpin, T>,
        Child<Everything, T>,
    ) {
        (Child(PhantomData), Child(PhantomData), Child(PhantomData))
    }
    fn array<T>() -> [Child<NotUnpin, T>; 3] {
        [(); 3].map(|()| Child(PhantomData))
    }
    is_send_and_sync(longhand::shorthand::join(three::<()>()));
    is_send_and_sync(longhand::shorthand::join(array::<()>()));
    is_send_and_sync(longhand::shorthand::join(Vec::from(array::<()>())));
    is_send_and_sync(longhand::shorthand::try_join(three::<Result<(), ()>>()));
    is_send_and_sync(longhand::shorthand::race_ok(array::<Result<(), ()>>()));
    is_send_and_sync(longhand::shorthand::select(three::<()>()));
    is_send_and_sync(longhand::shorthand::race(Vec::from(array::<()>())));
    is_send_and_sync(longhand::shorthand::poll_once(pair::<()>().1));
    is_send_and_sync(longhand::shorthand::timeout(pair().0, pair::<()>().1));
    is_send_and_sync(longhand::shorthand::yield_now());
    is_send_and_sync(longhand::shorthand::Group::<Child<NotUnpin>>::new());
};
