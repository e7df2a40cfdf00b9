//! [`Crowd`]: children by number, as many as wanted, that say who of them was polled.

use core::cell::{Cell, RefCell};
use core::future::Future;
use core::mem;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::rc::Rc;

/// What some children have in common. It allocates when it is made, and not after.
#[derive(Clone)]
pub(crate) struct Crowd(Rc<Inner>);

struct Inner {
    polled: RefCell<Vec<usize>>,
    dropped: Cell<usize>,
    seats: Vec<Seat>,
}

#[derive(Default)]
struct Seat {
    waker: RefCell<Option<Waker>>,
    is_due: Cell<bool>,
    has_answered: Cell<bool>,
    act: RefCell<Option<Act>>,
}

type Act = Box<dyn FnOnce(&Waker)>;

impl Crowd {
    pub(crate) fn of(members: usize) -> Self {
        Crowd(Rc::new(Inner {
            polled: RefCell::new(Vec::with_capacity(2 * members)),
            dropped: Cell::new(0),
            seats: (0..members).map(|_| Seat::default()).collect(),
        }))
    }

    /// Everyone, in order.
    pub(crate) fn members(&self) -> Vec<Member> {
        let numbers = 0..self.0.seats.len();
        let member = |number| Member {
            number,
            crowd: self.clone(),
        };
        numbers.map(member).collect()
    }

    /// The same in an array.
    pub(crate) fn array<const N: usize>(&self) -> [Member; N] {
        let members = self.members().try_into();
        members.unwrap_or_else(|_| panic!("a crowd of another size"))
    }

    /// Who was polled since the last look, in that order.
    pub(crate) fn polled(&self) -> Vec<usize> {
        mem::take(&mut *self.0.polled.borrow_mut())
    }

    /// How many members are gone.
    pub(crate) fn dropped(&self) -> usize {
        self.0.dropped.get()
    }

    /// A member has its answer from now on.
    pub(crate) fn settle(&self, number: usize) {
        self.0.seats[number].is_due.set(true);
    }

    /// A member has its answer, and is woken.
    pub(crate) fn tell(&self, number: usize) {
        self.settle(number);
        self.wake(number);
    }

    /// Wakes a member, which keeps its waker.
    pub(crate) fn wake(&self, number: usize) {
        let waker = self.waker(number).expect("it was polled, and pending");
        waker.wake_by_ref();
    }

    /// The waker that a member keeps.
    pub(crate) fn waker(&self, number: usize) -> Option<Waker> {
        self.0.seats[number].waker.borrow().clone()
    }

    /// Acts with the waker that a member is polled with, the next time it is.
    pub(crate) fn act_in(&self, number: usize, act: impl FnOnce(&Waker) + 'static) {
        *self.0.seats[number].act.borrow_mut() = Some(Box::new(act));
    }
}

/// A child that answers with its number. Until then it keeps the waker of its last poll.
pub(crate) struct Member {
    number: usize,
    crowd: Crowd,
}

impl Future for Member {
    type Output = usize;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<usize> {
        let inner = &self.crowd.0;
        inner.polled.borrow_mut().push(self.number);
        let seat = &inner.seats[self.number];
        let act = seat.act.borrow_mut().take();
        if let Some(act) = act {
            act(cx.waker());
        }
        if seat.is_due.get() {
            let again = seat.has_answered.replace(true);
            assert!(!again, "{} was polled past its end", self.number);
            return Poll::Ready(self.number);
        }
        let mut kept = seat.waker.borrow_mut();
        if !kept.as_ref().is_some_and(|kept| kept.will_wake(cx.waker())) {
            *kept = Some(cx.waker().clone());
        }
        Poll::Pending
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        self.crowd.0.dropped.set(self.crowd.0.dropped.get() + 1);
    }
}
