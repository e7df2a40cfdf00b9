use std::cell::Cell;

/// Has a stove for each dish. Its clock turns while somebody waits.
#[derive(Default)]
pub struct Kitchen {
    now: Cell<u64>,
}

/// A dish on a stove.
pub struct Cooking {
    minutes: u64,
    done_at: u64,
}

impl Kitchen {
    /// Puts a dish on a stove, and returns at once.
    pub fn put_on(&self, minutes: u64) -> Cooking {
        let done_at = self.now.get() + minutes;
        Cooking { minutes, done_at }
    }

    /// Waits until a dish is done, and serves it.
    pub fn take_off(&self, cooking: Cooking) -> u64 {
        self.now.set(self.now.get().max(cooking.done_at));
        cooking.minutes
    }
}

/// Dinner takes no longer than its longest dish.
pub fn check(dinner: impl Fn(&Kitchen, &[u64]) -> Vec<u64>) {
    for dishes in [&[][..], &[20], &[20, 5, 40, 10]] {
        let kitchen = Kitchen::default();
        assert_eq!(dinner(&kitchen, dishes), dishes);
        let longest = dishes.iter().copied().max().unwrap_or(0);
        assert_eq!(kitchen.now.get(), longest, "a stove was empty meanwhile");
    }
}
