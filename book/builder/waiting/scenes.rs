//! Scenes of the chapter "waiting".

use std::time::Duration;

use longhand::join;
use longhand::time::sleep;
use longhand::trace::{Recording, opaque, probe, record};

async fn after(milliseconds: u64) {
    sleep(Duration::from_millis(milliseconds)).await;
}

/// Three pages, one after another.
pub fn one_by_one() -> Recording {
    record(opaque(|| "main", async {
        opaque(|| "news", after(4)).await;
        opaque(|| "mail", after(3)).await;
        opaque(|| "map", after(5)).await;
    }))
}

/// Three pages at once.
pub fn all_begun() -> Recording {
    let news = opaque(|| "news", after(4));
    let mail = opaque(|| "mail", after(3));
    let map = opaque(|| "map", after(5));
    record(probe(|| "main", join((news, mail, map))))
}
