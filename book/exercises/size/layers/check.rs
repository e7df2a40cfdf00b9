use std::future::{Ready, ready};

use longhand::block_on;

/// A request of a kilobyte.
pub type Request = [u8; 1_024];

/// The innermost layer: the answer is there at once.
pub fn answer(request: Request) -> Ready<u8> {
    ready(request[0])
}

/// A layer that adds nothing to what is answered adds next to nothing to the future.
pub fn check<F: Future<Output = u8>>(handle: fn(Request) -> F) {
    let size = size_of_val(&handle([7; 1_024]));
    let room = 2 * size_of::<Request>();
    assert!(size <= room, "{size} bytes, and {room} would do");
    assert_eq!(block_on(handle([7; 1_024])), 7);
    assert_eq!(block_on(handle([0; 1_024])), 1, "nought is refused");
}
