//! The bytes of every future: longhand's, its twin's, its peers'.
//!
//! It prints the tables, and then it fails if longhand is larger than its limit where nothing says
//! why, or larger than a peer that promises the same, or if the README says otherwise.

mod join;
mod nested;
mod race;
mod race_ok;
mod readme;
mod select;
mod timeout;
mod try_join;
mod yield_now;

use longhand_bench::size::Section;

fn main() {
    let sections = [
        join::section(),
        try_join::section(),
        select::section(),
        race::section(),
        race_ok::section(),
        timeout::section(),
        yield_now::section(),
        nested::section(),
    ];
    let mut printed = format!("{PREFACE}\n");
    for section in &sections {
        printed += &format!("{section}\n");
    }
    printed += &nested::wrappers().to_string();
    println!("{printed}");
    let mut faults: Vec<String> = sections.iter().flat_map(Section::faults).collect();
    faults.extend(readme::faults(&printed));
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

const PREFACE: &str = "\
Bytes of a future. The limit is what is live at one time and one byte; `=` is longhand at its limit.
A child of `8 -> 256` has 8 bytes and an answer of 256; without an arrow there is no answer to keep.
tokio's macros stand in an `async` block that makes the children, as they are written.
– is not offered, or not for these children.
";
