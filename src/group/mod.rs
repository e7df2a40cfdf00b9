//! [`Group`]: futures that come and go.
//!
//! # Contract
//!
//! - A group is a stream of its children's outputs, in the order in which they are ready; with no
//!   children left it gives `None`, and can be pushed again at any time. It ends never by itself: it
//!   [is terminated](futures_core::FusedStream) while it is empty.
//! - **A push polls nothing**, wakes nobody and asks for `&mut`: what shares a group has no way to its
//!   children, so it is `Sync` wherever they are. A new child stands behind those that had woken when
//!   the group was polled last. Poll the group after a push.
//! - **Only children that have woken are polled**, in the order in which they did, each once a poll: one
//!   that wakes itself starves no other. After 64 children a poll wakes its own task and gives way.
//! - **A child that is ready is dropped** in place, before its output is given. An output is kept by
//!   nobody, so it need not be `Send` for the group to be.
//! - **A child that panics** is dropped while the panic passes through the group's poll, and harms no
//!   other: the group goes on, unlike a combinator, whose children belong together. If a child panics
//!   in its drop, its output is dropped too.
//! - **Dropped, or cleared**, the group drops its children in the order in which they were pushed; if one
//!   panics in its drop the rest are still dropped. Forgotten, it leaks them and nothing else.
//! - A wake of a child that has ended, or of a group that has, does nothing. Wakers may outlive what
//!   their child has borrowed. A waker that is left keeps the memory of its child, empty, and no other.
//! - The task's waker is cloned when it changes, not when it is polled. One wake of the task stands for
//!   all children that wake before it polls.
//! - **Memory**: one allocation for each child, of the future and five words; one of the group's own, at
//!   the first push. None for a wake or a poll. The group itself is five words, and moves freely.
//!
//! A group has no keys. To end one child early, give it a way to end: a
//! [`select`](crate::select()) with the receiver of a [`oneshot`](crate::channel::oneshot), whose sender
//! is the key.
//!
//! # Cancel safety
//!
//! [`next`](Group::next) is [*lossless*](crate#cancel-safety). Dropping or clearing the group
//! [*loses data*](crate#cancel-safety): children end where they stand.
//!
//! ```
//! # longhand::block_on(async {
//! use longhand::{Group, yield_now};
//!
//! let mut group = Group::new();
//! let wait = |turns: u32| async move {
//!     for _ in 0..turns {
//!         yield_now().await;
//!     }
//!     turns
//! };
//! group.push(wait(2));
//! group.push(wait(1));
//! let mut outputs = Vec::new();
//! while let Some(output) = group.next().await {
//!     if output == 1 {
//!         group.push(wait(0));
//!     }
//!     outputs.push(output);
//! }
//! assert_eq!(outputs, [1, 0, 2]);
//! # });
//! ```
//!
//! A child that can be ended early:
//!
//! ```
//! # longhand::block_on(async {
//! use core::future::pending;
//! use longhand::channel::oneshot::{Closed, oneshot};
//! use longhand::{Group, OneOf2, select};
//!
//! let mut group = Group::new();
//! let (key, ended) = oneshot::<()>();
//! group.push(select((pending::<u8>(), ended)));
//! drop(key);
//! assert_eq!(group.next().await, Some(OneOf2::Second(Err(Closed))));
//! # });
//! ```
//!
//! # Beside others
//!
//! |                        | `FuturesUnordered`, futures-util 0.3 | `FutureGroup`, futures-concurrency 7 | `JoinSet`, tokio 1           | `Group`                     |
//! |------------------------|--------------------------------------|--------------------------------------|------------------------------|-----------------------------|
//! | a child is             | a future                             | a future                             | a task of a tokio runtime    | a future                    |
//! | and so must be         | anything                             | anything                             | `'static`, `Send` or local   | anything                    |
//! | it runs                | when the set is polled               | when the group is polled             | also if nobody polls the set | when the group is polled    |
//! | it is woken            | without a lock                       | under a lock                         | as tasks are                 | without a lock              |
//! | the woken are found    | in a queue                           | by a look at every key               | in a list, under a lock      | in a queue                  |
//! | a poll gives way after | two that woke themselves, or all were polled | each was polled once                 | tokio's budget               | 64, or each was polled once |
//! | one that panics is     | dropped                              | kept, and polled again when it wakes | an error of the set          | dropped                     |
//! | one is ended by        | `Abortable`                          | `remove`, by its key                 | its `AbortHandle`            | a `select`, as above        |
//! | after `None`           | it may be pushed again               | it may be pushed again               | it may be pushed again       | it may be pushed again      |

mod child;
mod inbox;
mod longhand;
mod members;
mod post;
mod ring;
pub(crate) mod shorthand;

pub use longhand::{Group, Next};
