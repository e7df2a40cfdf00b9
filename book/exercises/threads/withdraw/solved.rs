use longhand_book::threads::shared::Lock;

/// Takes the amount out of the account, if there is as much in it.
pub fn withdraw(account: &Lock<i64>, amount: i64) -> bool {
    // What was looked at stays so up to the change: it is one lock, and not two.
    let mut balance = account.lock();
    let is_enough = *balance >= amount;
    if is_enough {
        *balance -= amount;
    }
    is_enough
}
