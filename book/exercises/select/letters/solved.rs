use std::pin::pin;
use std::time::Duration;

use longhand::time::sleep;
use longhand::{OneOf2, select};

use super::check::{Mailbox, read};

/// Reads three letters, and counts the beats meanwhile.
pub async fn read_three(mailbox: &Mailbox, beats: &mut u32) -> Vec<&'static str> {
    let mut letters = Vec::new();
    // It lives longer than a round: a round that ends drops the reference, and not the letter.
    let mut reading = pin!(read(mailbox));
    while letters.len() < 3 {
        let beat = sleep(Duration::from_millis(10));
        match select((reading.as_mut(), beat)).await {
            OneOf2::First(letter) => {
                letters.push(letter);
                reading.set(read(mailbox));
            }
            OneOf2::Second(()) => *beats += 1,
        }
    }
    letters
}
