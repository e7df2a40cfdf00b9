//! What a child borrows for a while, the future of it does not give away for ever.

use std::future::Ready;

use longhand::timeout::Timeout;

type Told<'a> = Timeout<Ready<()>, Ready<&'a str>>;

fn lengthen<'a>(timeout: Told<'a>) -> Told<'static> {
    timeout
}

fn main() {
    let _ = lengthen;
}
