//! `first_word`, as an `async fn`. Twin: `longhand.rs`.

use std::cell::Cell;
use std::hint::black_box;
use std::task::{Context, Waker};

use longhand::yield_now;

/// Finds the first word of a text, gives way, and says how long the word is.
pub async fn first_word(text: [u8; 16]) -> usize {
    let word = text.split(|byte| *byte == b' ').next().unwrap_or(&text);
    yield_now().await;
    word.len()
}

/// The same, and says before it gives way where the text lies and where the word.
async fn seen(text: [u8; 16], addresses: &Cell<[usize; 2]>) -> usize {
    let word = &text[5..10];
    addresses.set([text.as_ptr().addr(), word.as_ptr().addr()]);
    yield_now().await;
    black_box(word).len()
}

/// Where both lie in the future.
pub fn run() -> String {
    let addresses = Cell::new([0; 2]);
    let future = Box::new(seen(*b"stay where you r", &addresses));
    let (size, from) = (size_of_val(&*future), (&raw const *future).addr());
    let mut future = Box::into_pin(future);
    let mut cx = Context::from_waker(Waker::noop());
    assert!(future.as_mut().poll(&mut cx).is_pending());
    let inside = addresses.get().map(|address| address - from);
    assert!(inside.iter().all(|offset| *offset < size));
    let [text, word] = inside;
    format!(
        "the future:  {size} bytes\nthe text:    at byte {text} of it\n`word`:      points to byte {word} of it"
    )
}
