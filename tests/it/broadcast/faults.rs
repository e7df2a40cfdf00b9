//! What went wrong in other channels of this kind, by its letter and number.
//!
//! | fault | is noticed by |
//! |-------|---------------|
//! | C1  a send meets the drop of the last receiver        | below; `loom_signals` |
//! | C2  the last sender leaves, and what is there is lost | `what_is_kept_is_got_after_the_last_sender_has_left`, `loom_signals` |
//! | C3  who was called and is dropped loses the call      | `who_is_dropped_when_it_was_woken_has_taken_nothing` |
//! | C9  two threads clone what must not be shared         | `values::the_ends_go_where_their_values_may_be_read`, `ui-tests/threads` |
//! | C10 a clone or a drop panics, or uses the channel     | `values` |
//! | C11 capacities of nought and of one                   | `each_receiver_gets_every_value_in_order`, and that of nought |
//! | C12 order                                             | below |
//! | C14 numbers that come round                           | below: none does, but the slots |
//! | C15 values are kept longer than for whoever is to get them | `values::a_value_is_dropped_when_all_have_got_it` |

use std::thread;

use longhand::channel::broadcast::{RecvError, broadcast};

use crate::support::script::Answer;
use crate::support::stage::Stage;

#[derive(Clone)]
struct Counted(std::rc::Rc<Answer>);

#[test]
fn c1_a_value_sent_while_the_last_receiver_leaves_is_dropped_once() {
    for is_kept in [false, true] {
        let stage = Stage::new();
        let value = || Counted(std::rc::Rc::new(Answer::new(&stage, "value")));
        let (sender, receiver) = broadcast(2);
        if is_kept {
            assert!(sender.send(value()).is_ok());
        }
        drop(receiver);
        assert_eq!(stage.present(), 0, "what is kept for it goes with it");
        let sent = sender.send(value());
        assert!(sent.is_err_and(|back| std::rc::Rc::strong_count(&back.0.0) == 1));
        assert_eq!(stage.present(), 0);
    }
}

#[test]
fn c12_each_receiver_gets_values_in_order_and_knows_of_what_it_has_lost() {
    let (sender, receiver) = broadcast(16);
    let receivers = [sender.subscribe(), sender.subscribe(), receiver];
    let threads = receivers.map(|mut receiver| {
        thread::spawn(move || {
            longhand::block_on(async {
                let mut next = 0;
                loop {
                    match receiver.recv().await {
                        Ok(value) => {
                            assert_eq!(value, next);
                            next += 1;
                        }
                        Err(RecvError::Lagged(lost)) => next += lost,
                        Err(RecvError::Closed) => return next,
                    }
                }
            })
        })
    });
    (0..2_000).for_each(|n| assert_eq!(sender.send(n), Ok(())));
    drop(sender);
    for thread in threads {
        assert_eq!(thread.join().expect("it has not panicked"), 2_000);
    }
}

#[test]
fn c14_a_channel_goes_on_after_many_more_values_than_it_keeps() {
    for capacity in [1, 3, 8] {
        let (sender, mut receiver) = broadcast(capacity);
        for n in 0..10_000_usize {
            assert_eq!(sender.send(n), Ok(()));
            if let Some(oldest) = (n + 1).checked_sub(capacity) {
                assert_eq!(receiver.try_recv(), Ok(oldest));
            }
        }
    }
}
