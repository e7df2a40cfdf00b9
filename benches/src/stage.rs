//! [`Stage`]: children that wait to be told, and the rounds that are measured.
//!
//! A [`Leaf`] does what a timer, a channel or a socket does: it keeps the waker of who waits for
//! it, replaces it if that is another, and forgets it when it is dropped. Its `poll` and `drop` are
//! calls and never inlined, so that no peer gains by what the compiler knows of the children.
//!
//! The futures under measurement are polled by a call as well, as an executor would: the compiler
//! must not follow their state from one poll to the next.

use std::array;
use std::cell::Cell;
use std::future::Future;
use std::hint::black_box;
use std::mem::ManuallyDrop;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};
use std::time::{Duration, Instant};

/// Where a leaf waits.
#[derive(Default)]
struct Source {
    answer: Cell<Option<u64>>,
    waker: Cell<Option<Waker>>,
}

impl Source {
    fn register(&self, waker: &Waker) {
        let kept = self.waker.take().filter(|kept| kept.will_wake(waker));
        self.waker.set(Some(kept.unwrap_or_else(|| waker.clone())));
    }
}

/// A future that answers when its source is told to.
pub struct Leaf<'a>(&'a Source);

impl Future for Leaf<'_> {
    type Output = u64;

    #[inline(never)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u64> {
        match self.0.answer.take() {
            Some(answer) => Poll::Ready(answer),
            None => {
                self.0.register(cx.waker());
                Poll::Pending
            }
        }
    }
}

impl Drop for Leaf<'_> {
    #[inline(never)]
    fn drop(&mut self) {
        self.0.waker.take();
    }
}

/// A leaf that is a limit: that it answers is all it says.
pub struct Limit<'a>(Leaf<'a>);

impl Future for Limit<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.0).poll(cx).map(drop)
    }
}

/// The most children that a stage has room for.
const MOST: usize = 1_000;

/// How many children play the rounds of a stage; if there are more there are fewer rounds.
const MANY: usize = 32;

/// From one child of a group that is woken to the next: far, and in the end every one of them.
pub const STRIDE: usize = 381;

/// The rounds that so many children play, on a stage of so many.
pub fn rounds(most: usize, children: usize) -> usize {
    if children > MANY {
        most * MANY / children
    } else {
        most
    }
}

/// The children of one measurement, and how often they play.
pub struct Stage {
    /// Leaked: a task may keep a child for ever.
    sources: &'static [Source; MOST],
    rounds: usize,
    took: Cell<Duration>,
}

impl Stage {
    pub fn new(rounds: usize) -> Self {
        Stage {
            sources: Box::leak(Box::new(array::from_fn(|_| Source::default()))),
            rounds,
            took: Cell::default(),
        }
    }

    /// How long the last measurement took.
    pub fn took(&self) -> Duration {
        self.took.get()
    }

    /// Children that are woken one after the other, each once, and polled after each wake. Every
    /// round begins with another child, and wakes the others in turn. A poll more than children.
    pub fn join<'a, const N: usize, F: Future>(&'a self, make: impl Fn([Leaf<'a>; N]) -> F) {
        self.measure_many(N, |round, cx| {
            let mut all = pin!(make(self.leaves()));
            settle(|| poll(all.as_mut(), cx));
            for step in 1..N {
                self.tell((round + step - 1) % N);
                wait(all.as_mut(), cx);
            }
            self.tell((round + N - 1) % N);
            finish(all, cx);
        });
    }

    /// What [`join`](Stage::join) spends on the children and on telling them, if it polls all that
    /// are left after each wake.
    pub fn join_floor<const N: usize>(&self) {
        self.measure_many(N, |round, cx| {
            // Who answers is dropped by another leaf of its source: a leaf holds nothing else.
            let leaves: [_; N] = array::from_fn(|step| self.leaf((round + step) % N));
            let mut leaves = ManuallyDrop::new(leaves);
            ask(leaves.as_mut_slice(), cx);
            for step in 0..N {
                self.tell((round + step) % N);
                finish(pin!(self.leaf((round + step) % N)), cx);
                ask(&mut leaves[step + 1..], cx);
            }
        });
    }

    /// Children of which one is woken, each round another. Two polls a round.
    pub fn select<'a, const N: usize, F: Future>(&'a self, make: impl Fn([Leaf<'a>; N]) -> F) {
        self.measure_many(N, |round, cx| {
            let mut first = pin!(make(self.leaves()));
            wait(first.as_mut(), cx);
            self.tell(round % N);
            finish(first, cx);
        });
    }

    /// What [`select`](Stage::select) spends on the children and on telling them.
    pub fn select_floor<const N: usize>(&self) {
        self.measure_many(N, |round, cx| {
            let mut leaves: [_; N] = self.leaves();
            let winner = round % N;
            ask(&mut leaves, cx);
            self.tell(winner);
            ask(&mut leaves[..winner], cx);
            finish(Pin::new(&mut leaves[winner]), cx);
        });
    }

    /// A child that has its answer already, and a limit that is never reached. One poll a round.
    pub fn timeout<'a, F: Future>(&'a self, make: impl Fn(Limit<'a>, Leaf<'a>) -> F) {
        self.measure(|_, cx| {
            self.sources[0].answer.set(Some(1));
            finish(pin!(make(Limit(self.leaf(1)), self.leaf(0))), cx);
        });
    }

    /// What [`timeout`](Stage::timeout) spends on the child and the limit.
    pub fn timeout_floor(&self) {
        self.measure(|_, cx| {
            let _limit = Limit(self.leaf(1));
            self.sources[0].answer.set(Some(1));
            finish(pin!(self.leaf(0)), cx);
        });
    }

    /// A future that gives way once. Two polls a round.
    pub fn yield_now<F: Future>(&self, make: impl Fn() -> F) {
        self.measure(|_, cx| {
            let mut yielding = pin!(make());
            wait(yielding.as_mut(), cx);
            assert!(woken(), "whoever yields has woken itself");
            finish(yielding, cx);
        });
    }

    /// Rounds of something that was made before.
    pub fn repeat(&self, mut round: impl FnMut(&mut Context<'_>)) {
        self.measure(|_, cx| round(cx));
    }

    /// Children that are pushed, woken one after the other, each once, and received after each wake.
    /// They wake in another order than they came.
    pub fn group<G>(
        &self,
        children: usize,
        make: impl Fn() -> G,
        push: impl Fn(&mut G, Leaf<'static>),
        next: impl Fn(&mut G, &mut Context<'_>) -> Poll<Option<u64>>,
    ) {
        self.measure_many(children, |round, cx| {
            let mut group = make();
            for number in 0..children {
                push(&mut group, self.leaf(number));
            }
            settle(|| called(&mut group, cx, &next));
            for step in 0..children {
                self.tell((round + step * STRIDE) % children);
                let answer = called(&mut group, cx, &next);
                assert!(matches!(black_box(answer), Poll::Ready(Some(_))));
            }
            assert_eq!(called(&mut group, cx, &next), Poll::Ready(None));
        });
    }

    /// What [`group`](Stage::group) spends on the children and on telling them.
    pub fn group_floor(&self, children: usize) {
        self.measure_many(children, |round, cx| {
            for number in 0..children {
                ask(ManuallyDrop::new([self.leaf(number)]).as_mut_slice(), cx);
            }
            for step in 0..children {
                let number = (round + step * STRIDE) % children;
                self.tell(number);
                finish(pin!(self.leaf(number)), cx);
            }
        });
    }

    /// Rounds that `play` counts itself: it is told how many. There is no child of the stage's.
    pub fn play(&self, mut play: impl FnMut(usize)) {
        play(2);
        let start = Instant::now();
        longhand_bench_region(&mut || play(self.rounds));
        self.took.set(start.elapsed());
    }

    /// Rounds that go on for a while, where nobody can say how long one takes: `play` tells how many
    /// there were. The rounds of the stage would have taken their share of that time.
    pub fn play_for_a_while(&self, play: impl FnOnce() -> usize) {
        let start = Instant::now();
        let played = play();
        let share = self.rounds as f64 / played as f64;
        self.took.set(start.elapsed().mul_f64(share));
    }

    /// Rounds of nothing: what the counting itself costs.
    pub fn nothing(&self) {
        self.measure(|round, _| {
            black_box(round);
        });
    }

    /// A child that waits to be told.
    pub fn leaf(&self, number: usize) -> Leaf<'static> {
        Leaf(&self.sources[number])
    }

    fn leaves<const N: usize>(&self) -> [Leaf<'static>; N] {
        array::from_fn(|number| self.leaf(number))
    }

    /// Gives a child its answer, and wakes who waits for it.
    fn tell(&self, number: usize) {
        self.tell_elsewhere(number);
        assert!(woken(), "the wake has arrived");
    }

    /// The same where the children have another waker than the stage's.
    pub fn tell_elsewhere(&self, number: usize) {
        let source = &self.sources[number];
        source.answer.set(Some(1));
        source.waker.take().expect("the child was polled").wake();
    }

    /// Plays two rounds for whatever is made once and kept, and then those that count.
    fn measure(&self, round: impl FnMut(usize, &mut Context<'_>)) {
        self.measure_many(1, round);
    }

    /// The same, with fewer rounds if there are many children.
    pub fn measure_many(&self, children: usize, mut round: impl FnMut(usize, &mut Context<'_>)) {
        let rounds = rounds(self.rounds, children);
        let waker = waker();
        let mut cx = Context::from_waker(&waker);
        (0..2).for_each(|number| round(number, &mut cx));
        let start = Instant::now();
        longhand_bench_region(&mut || (0..rounds).for_each(|number| round(number, &mut cx)));
        self.took.set(start.elapsed());
    }
}

/// What is inside a call of this function is counted, and nothing else: callgrind finds it by name.
// SAFETY: no other function of this name is linked to the benches.
#[unsafe(no_mangle)]
#[inline(never)]
pub fn longhand_bench_region(rounds: &mut dyn FnMut()) {
    rounds();
    // Not a tail call: the function must still be there when the rounds are over.
    black_box(());
}

#[inline(never)]
fn poll<F: Future>(future: Pin<&mut F>, cx: &mut Context<'_>) -> Poll<F::Output> {
    future.poll(cx)
}

/// Polls a future that has no answer yet.
pub fn wait<F: Future>(future: Pin<&mut F>, cx: &mut Context<'_>) {
    assert!(poll(future, cx).is_pending(), "nobody has answered");
}

/// Polls leaves that have no answer, at the least cost.
#[inline]
fn ask(leaves: &mut [Leaf<'_>], cx: &mut Context<'_>) {
    for leaf in leaves {
        let asked = Pin::new(leaf).poll(cx);
        debug_assert!(asked.is_pending(), "nobody has answered");
    }
}

/// Polls a future that has its answer.
pub fn finish<F: Future>(future: Pin<&mut F>, cx: &mut Context<'_>) {
    let Poll::Ready(answer) = poll(future, cx) else {
        panic!("all have answered who should");
    };
    black_box(answer);
}

/// Calls `next`, and is not inlined itself.
#[inline(never)]
fn called<G>(
    group: &mut G,
    cx: &mut Context<'_>,
    next: impl Fn(&mut G, &mut Context<'_>) -> Poll<Option<u64>>,
) -> Poll<Option<u64>> {
    next(group, cx)
}

/// Polls until it wakes itself no more, as an executor would.
fn settle<T>(mut poll: impl FnMut() -> Poll<T>) {
    loop {
        assert!(poll().is_pending(), "nobody has answered");
        if !woken() {
            return;
        }
    }
}

static WAKES: AtomicUsize = AtomicUsize::new(0);

/// Whether there was a wake since the last time it was asked.
fn woken() -> bool {
    let wakes = WAKES.load(Ordering::Relaxed);
    WAKES.store(0, Ordering::Relaxed);
    wakes > 0
}

/// The cheapest waker that can be checked: it counts, and owns nothing.
fn waker() -> Waker {
    const VTABLE: RawWakerVTable = RawWakerVTable::new(|_| COUNTING, wake, wake, |_| {});
    const COUNTING: RawWaker = RawWaker::new(std::ptr::null(), &VTABLE);
    fn wake(_: *const ()) {
        let wakes = WAKES.load(Ordering::Relaxed);
        WAKES.store(wakes + 1, Ordering::Relaxed);
    }
    // SAFETY: the functions use no pointer, so they keep the contract of `RawWaker` on any thread.
    unsafe { Waker::from_raw(COUNTING) }
}
