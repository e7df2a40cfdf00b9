//! Whoever handles two winners has to handle the third.

use longhand::OneOf3;

fn main() {
    longhand::block_on(async {
        match longhand::select((async { 1 }, async { 2 }, async { 3 })).await {
            OneOf3::First(_) => {}
            OneOf3::Second(_) => {}
        }
    });
}
