//! What goes on around a future that is cancelled after every poll: what it works on, and the next
//! step of the rest.

use longhand::channel::oneshot::{Receiver, oneshot};

/// Nothing happens.
pub(crate) fn still<S>(state: S) -> (S, fn()) {
    (state, || ())
}

/// A receiver whose value comes while somebody waits.
pub(crate) fn a_letter() -> (Receiver<u8>, impl FnMut()) {
    let ((receiver, _), step) = two_letters();
    (receiver, step)
}

/// Two receivers whose values, 1 and 2, come one after the other.
pub(crate) fn two_letters() -> ((Receiver<u8>, Receiver<u8>), impl FnMut()) {
    let ((one, first), (two, second)) = (oneshot(), oneshot());
    let mut letters = [(one, 1), (two, 2)].into_iter();
    let step = move || {
        if let Some((sender, letter)) = letters.next() {
            // One whose receiver is gone is nobody's.
            let _ = sender.send(letter);
        }
    };
    ((first, second), step)
}
