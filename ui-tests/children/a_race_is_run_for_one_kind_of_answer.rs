//! Whoever wins a race, its answer has the same type; where it has not, there is `select`.

fn main() {
    drop(longhand::race((async { 1 }, async { "two" })));
}
