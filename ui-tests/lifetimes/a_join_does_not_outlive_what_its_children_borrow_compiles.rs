//! An `async` block borrows what it names, and a join of such blocks borrows it as long.

fn main() {
    let join = {
        let text = String::from("longhand");
        longhand::join((async move { text.len() }, async { 1 }))
    };
    drop(join);
}
