//! A future that nobody polls does nothing.
#![deny(unused_must_use)]

fn main() {
    let _join = longhand::join((async { 1 }, async { 2 }));
}
