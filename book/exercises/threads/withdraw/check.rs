use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use longhand_book::threads::shared::Lock;
use longhand_book::threads::stage::{Actor, every_order};

/// Two threads want seven of ten, in every order of their steps. One of them has it.
pub fn check(withdraw: fn(&Lock<i64>, i64) -> bool) {
    let begin = || {
        let bank = Arc::new((Lock::new("the account", 10), AtomicUsize::new(0)));
        let actors = ["one", "other"].map(|name| -> Actor<'static> {
            let bank = bank.clone();
            let act = move || {
                let had = withdraw(&bank.0, 7);
                bank.1.fetch_add(usize::from(had), Ordering::Relaxed);
            };
            (name, Box::new(act))
        });
        (bank, Vec::from(actors))
    };
    every_order(begin, |bank, played| {
        assert!(played.is_over, "they wait for ever");
        assert_eq!(bank.1.load(Ordering::Relaxed), 1, "who had the money");
        assert_eq!(*bank.0.lock(), 3);
    });
}
