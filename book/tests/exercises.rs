//! What is given fails its check, and the solution passes. Your own solution is tested by
//! `cargo test -p longhand-book --test exercises -- --ignored NAME`, once you have written it in
//! the exercise's `given.rs`.

#[path = "../exercises/mod.rs"]
mod exercises;

use exercises::{
    r#async, block_on, channel, future, join, pin, poll, reactor, select, size, spawn, task,
    threads, timeout, waiting, waker,
};
use longhand_book::panics;

macro_rules! exercise {
    ($name:ident: $chapter:ident, $($given:tt)*) => {
        mod $name {
            use super::*;

            #[test]
            fn what_is_given_fails() {
                use $chapter::$name::check::check;
                use $chapter::$name::given::*;
                assert!(panics::catch(|| check($($given)*)).is_err(), "it is solved already");
            }

            #[test]
            fn the_solution_passes() {
                use $chapter::$name::check::check;
                use $chapter::$name::solved::*;
                check($($given)*);
            }

            #[test]
            #[ignore = "for whoever solves it"]
            fn yours() {
                use $chapter::$name::check::check;
                use $chapter::$name::given::*;
                check($($given)*);
            }
        }
    };
}

exercise!(begin: waiting, dinner);
exercise!(overlap: waiting, milliseconds);
exercise!(withdraw: threads, withdraw);
exercise!(transfer: threads, transfer);
exercise!(gap: poll, poll_read);
exercise!(steps: poll, |numbers| {
    let mut sum = Sum::of(numbers);
    Box::new(move || sum.poll())
});
exercise!(both_of: poll, |first, second| {
    let mut both = Both::of(first, second);
    Box::new(move || both.poll())
});
exercise!(memory: block_on, |future| block_on(future));
exercise!(spare: block_on, |future| block_on(future));
exercise!(hang_up: channel, channel, Sender::send, Receiver::poll_recv);
exercise!(turn: channel, send, take);
exercise!(edge: reactor, Source::default(), Source::tell, Source::poll_read);
exercise!(late: reactor, Sources::default(), (Sources::insert, Sources::remove, Sources::get, Sources::places));
exercise!(served: spawn, served);
exercise!(drain: spawn, Connections::default, (Connections::come, Connections::leave, Connections::stop, Connections::poll_end));
exercise!(owners: waker, waker);
exercise!(locked: waker, Letterbox::put, Letterbox::poll_take);
exercise!(once: task, Executor::default(), |executor, poll| {
    executor.spawn(task::once::check::future(poll));
}, Executor::run);
exercise!(rounds: task, Tasks::spawn, |tasks, has_ended| tasks.run(has_ended));
exercise!(countdown: future, countdown);
exercise!(bell: future, |bell: &Bell| bell.ring());
exercise!(both: join, both);
exercise!(room: join, join_of);
exercise!(turns: select, fair);
exercise!(letters: select, read_three);
exercise!(desk: select, ask_each);
exercise!(order: timeout, in_time);
exercise!(budget: timeout, async |limit, next| three(limit, next).await);
exercise!(hedge: timeout, async |limit, first, second| hedged(limit, first, second).await);
exercise!(sum: r#async, sum_of_three);
exercise!(ticket: r#async, ticket);
exercise!(digest: size, digest);
exercise!(layers: size, handle);
exercise!(again: pin, again(pin::again::check::child));
exercise!(lazy: pin, lazy(pin::lazy::check::child));
