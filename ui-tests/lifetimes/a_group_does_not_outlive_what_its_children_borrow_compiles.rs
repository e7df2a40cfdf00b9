//! A group drops its children, so what they borrow is there until it is dropped.

use longhand::Group;

fn main() {
    let mut group = Group::new();
    {
        let text = String::from("longhand");
        group.push(async move { text.len() });
    }
    drop(group);
}
