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
    drop(join([page()]));
    drop(try_join((answer(), answer())));
    drop(try_join([answer()]));
    drop(race_ok((answer(), answer())));
    drop(race_ok([answer()]));
    drop(select((page(), page())));
    drop(select((page(), page())).turn(&mut Turn::new()));
    drop(select([page()]));
    drop(race((page(), page())));
    drop(timeout(core::future::ready(()), page()));
    drop(poll_once(page()));
    drop(catch_unwind(page()));
}
