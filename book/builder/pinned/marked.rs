//! A value that keeps the address of a part of itself, and what becomes of it when it is moved.
//!
//! The address is compared and never followed: what would read somebody else's memory is a mark
//! that is not found.

use std::fmt::Write;
use std::mem;

const TEXT: [u8; 16] = *b"stay where you r";

/// A text with one byte of it marked, twice: by its address, and by its index.
pub struct Marked {
    text: [u8; 16],
    address: *const u8,
    index: usize,
}

impl Marked {
    /// A text with no mark.
    pub fn new() -> Self {
        Marked {
            text: TEXT,
            address: std::ptr::null(),
            index: 0,
        }
    }

    /// Marks a byte, where it lies now.
    pub fn mark(&mut self, index: usize) {
        self.index = index;
        self.address = &raw const self.text[index];
    }

    /// Which byte the address says, if it is one of this text.
    pub fn by_address(&self) -> Option<usize> {
        let from = (&raw const self.text).addr();
        let index = self.address.addr().checked_sub(from);
        index.filter(|index| *index < self.text.len())
    }
}

impl Default for Marked {
    fn default() -> Self {
        Marked::new()
    }
}

/// Marks a byte, moves the text in ways that need no `unsafe`, and looks for the mark.
pub fn run() -> String {
    let mut log = String::new();
    let mut look = |when: &str, marked: &Marked| {
        let address = marked.by_address().map(|byte| format!("byte {byte}"));
        let address = address.unwrap_or_else(|| "not in it".to_owned());
        let index = marked.index;
        let _ = writeln!(
            log,
            "{when:<22}by address: {address:<10} by index: byte {index}"
        );
    };

    let mut here = Marked::new();
    here.mark(5);
    look("where it was marked:", &here);
    let boxed = Box::new(here);
    look("moved into a box:", &boxed);

    let mut row = vec![Marked::new(), Marked::new()];
    row[1].mark(5);
    row.remove(0);
    look("moved up in a row:", &row[0]);

    let (mut one, mut other) = (Marked::new(), Marked::new());
    one.mark(5);
    other.mark(11);
    mem::swap(&mut one, &mut other);
    look("swapped with another:", &one);
    mem::swap(&mut one, &mut other);
    look("and swapped back:", &one);
    log
}
