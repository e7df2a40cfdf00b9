//! A group takes nobody in while somebody waits for its next output.

use std::future::ready;

use longhand::Group;

async fn both(group: &mut Group<std::future::Ready<u8>>) {
    let next = group.next();
    group.push(ready(1));
    next.await;
}

fn main() {
    drop(both(&mut Group::new()));
}
