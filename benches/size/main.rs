//! The bytes of every future: longhand's, its twin's, its peers'.
//!
//! It prints the tables, and then it fails if longhand is larger than its limit where nothing says
//! why, or larger than a peer that promises the same, or if the README says otherwise.

mod arms;
mod channel;
mod fuse;
mod group;
mod join;
mod join_many;
mod nested;
mod poll_once;
mod race;
mod race_ok;
mod readme;
mod select;
mod select_many;
mod timeout;
mod try_join;
mod yield_now;

use std::io;

use longhand_bench::figures;
use longhand_bench::size::Section;

fn main() -> io::Result<()> {
    let mut sections = vec![join::section()];
    sections.extend(join_many::sections());
    sections.extend([try_join::section(), try_join::of_many()]);
    sections.push(select::section());
    sections.extend(select_many::sections());
    sections.extend([race::section(), race::of_many()]);
    sections.extend([race_ok::section(), race_ok::of_many()]);
    sections.extend(arms::sections());
    sections.extend([
        timeout::section(),
        fuse::section(),
        poll_once::section(),
        yield_now::section(),
        nested::section(),
    ]);
    let mut printed = format!("{PREFACE}\n");
    for section in &sections {
        printed += &format!("{section}\n");
    }
    printed += &format!("{}\n", nested::wrappers());
    printed += &format!("{}\n", group::table());
    printed += &format!("{}\n", channel::futures());
    printed += &format!("{}\n", channel::memory());
    printed += &channel::oneshots().to_string();
    println!("{printed}");
    let mut faults: Vec<String> = sections.iter().flat_map(Section::faults).collect();
    faults.extend(readme::faults(&printed));
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
    figures::keep("size", sections.iter().flat_map(Section::figures).collect())
}

const PREFACE: &str = "\
Bytes of a future. The limit is what is live at one time, and one byte or for each of many children
a bit, or for each arm two and a byte for the turn; `=` is longhand at its limit.
A child of `8 -> 256` has 8 bytes and an answer of 256; without an arrow there is no answer to keep.
A macro stands in an `async` block that makes the children, as it is written.
– is not offered, or not for these children.
";
