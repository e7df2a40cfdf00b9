//! A method is named by its type, and `self` is its first argument.

use longhand::{assert_future_size, yield_now};

struct Journal {
    lines: usize,
}

impl Journal {
    async fn append(&mut self, line: Box<[u8; 80]>) -> u8 {
        yield_now().await;
        self.lines += 1;
        line[0]
    }
}

assert_future_size!(Journal::append(&mut Journal, Box<[u8; 80]>) <= 128);

fn main() {
    let mut journal = Journal { lines: 0 };
    assert_eq!(longhand::block_on(journal.append(Box::new([7; 80]))), 7);
}
