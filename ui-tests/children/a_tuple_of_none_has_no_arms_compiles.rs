//! Arms are two at least, or an array.

use longhand::once;

fn main() {
    drop(longhand::arms((once(async {}), once(async {}))));
}
