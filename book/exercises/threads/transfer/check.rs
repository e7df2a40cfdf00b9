use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use longhand_book::threads::shared::Lock;
use longhand_book::threads::stage::{Actor, every_order};

/// An account, and its number.
pub struct Account {
    pub number: u32,
    pub balance: Lock<u32>,
}

struct Bank {
    ann: Account,
    bob: Account,
    audited: AtomicU32,
}

/// Two pay each other and an auditor adds up what both have, in every order of their steps.
pub fn check(transfer: fn(&Account, &Account, u32)) {
    let begin = || {
        let account = |number, name| Account {
            number,
            balance: Lock::new(name, 10),
        };
        let bank = Arc::new(Bank {
            ann: account(1, "Ann's"),
            bob: account(2, "Bob's"),
            audited: AtomicU32::new(0),
        });
        let [rent, wage, audit] = [bank.clone(), bank.clone(), bank.clone()];
        let actors: Vec<Actor<'static>> = vec![
            ("rent", Box::new(move || transfer(&rent.ann, &rent.bob, 5))),
            ("wage", Box::new(move || transfer(&wage.bob, &wage.ann, 7))),
            ("audit", Box::new(move || audit.audit())),
        ];
        (bank, actors)
    };
    every_order(begin, |bank, played| {
        assert!(played.is_over, "they wait for ever");
        assert_eq!(bank.audited.load(Ordering::Relaxed), 20, "money is missing");
        let ends = (*bank.ann.balance.lock(), *bank.bob.balance.lock());
        assert_eq!(ends, (12, 8));
    });
}

impl Bank {
    /// Locks the lower number first.
    fn audit(&self) {
        let (ann, bob) = (self.ann.balance.lock(), self.bob.balance.lock());
        self.audited.store(*ann + *bob, Ordering::Relaxed);
    }
}
