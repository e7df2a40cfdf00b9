//! A select holds on to what its children borrow until it is dropped.

fn main() {
    let text = String::from("longhand");
    let select = longhand::select((async { text.len() }, async { 1 }));
    drop(select);
    drop(text);
}
