//! What went wrong in other semaphores, by its letter and number.
//!
//! | fault | is noticed by |
//! |-------|---------------|
//! | W1, W2 an old waker is kept, or one cloned in vain    | `wakers`, `loom_signals` |
//! | W3, W4, W5 a waker panics, or uses the semaphore      | `wakers` |
//! | C2  a close meets a wait and a release                | `a_close_refuses_who_comes_and_who_waits`, `loom_signals` |
//! | C3  who was served and is dropped keeps its permit    | below; `loom_signals` tries the orders |
//! | C4  a permit is lost, or comes back twice             | below; `model` |
//! | C11 permits that overflow                             | below |
//! | C13 a herd is woken, or a permit is lost              | below |

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use longhand::semaphore::Semaphore;

use crate::support::probe::Probe;

#[test]
fn c3_who_was_served_and_is_dropped_passes_its_permit_on() {
    let semaphore = Semaphore::new(0);
    let mut line = [(); 3].map(|()| Probe::new(semaphore.acquire()));
    line.iter_mut()
        .for_each(|it| assert!(it.poll().is_pending()));
    semaphore.add_permits(1);
    let [first, second, third] = line;
    drop(first);
    assert_eq!((second.wakes(), third.wakes()), (1, 0));
    drop(second);
    assert_eq!(third.wakes(), 1);
    drop(third);
    assert_eq!(semaphore.available_permits(), 1);
}

#[test]
fn c4_a_permit_that_is_dropped_comes_back() {
    let semaphore = Semaphore::new(2);
    for n in 0..100 {
        drop(
            semaphore
                .try_acquire_many(n % 3)
                .expect("there are permits"),
        );
    }
    assert_eq!(semaphore.available_permits(), 2);
}

#[test]
fn c11_permits_do_not_overflow() {
    let semaphore = Semaphore::new(usize::MAX);
    let all = semaphore.try_acquire_many(usize::MAX).expect("there are");
    assert_eq!(semaphore.available_permits(), 0);
    drop(all);
    assert_eq!(semaphore.available_permits(), usize::MAX);
}

#[test]
fn c13_one_who_waits_is_woken_for_each_permit() {
    let semaphore = Semaphore::new(0);
    let mut waiting = [(); 7].map(|()| Probe::new(semaphore.acquire()));
    waiting
        .iter_mut()
        .for_each(|it| assert!(it.poll().is_pending()));
    for n in 0..7 {
        let woken = waiting.iter().map(Probe::wakes).sum::<usize>();
        assert_eq!(woken, n);
        semaphore.add_permits(1);
    }
}

#[test]
fn threads_are_never_more_inside_than_there_are_permits() {
    let (semaphore, inside) = (Semaphore::new(2), AtomicUsize::new(0));
    let enter = async |permits: usize| {
        for _ in 0..500 {
            let permit = semaphore.acquire_many(permits).await.expect("it is open");
            let others = inside.fetch_add(permits, Ordering::Relaxed);
            assert!(others + permits <= 2, "{others}");
            inside.fetch_sub(permits, Ordering::Relaxed);
            drop(permit);
        }
    };
    thread::scope(|scope| {
        for permits in [1, 2, 1, 1] {
            scope.spawn(move || longhand::block_on(enter(permits)));
        }
    });
    assert_eq!(semaphore.available_permits(), 2);
}
