//! Whatever waits for others does nothing until somebody waits for it.
#![deny(unused_must_use)]

use core::future::Ready;

use longhand::*;

fn page() -> Ready<u8> {
    core::future::ready(1)
}

fn answer() -> Ready<Result<u8, u8>> {
    core::future::ready(Ok(1))
}

fn main() {
    join([page()]);
    try_join((answer(), answer()));
    try_join([answer()]);
    race_ok((answer(), answer()));
    race_ok([answer()]);
    select((page(), page()));
    select((page(), page())).turn(&mut Turn::new());
    select([page()]);
    race((page(), page()));
    timeout(core::future::ready(()), page());
    poll_once(page());
    catch_unwind(page());
}
