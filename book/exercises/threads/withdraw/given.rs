use longhand_book::threads::shared::Lock;

/// Takes the amount out of the account, if there is as much in it.
pub fn withdraw(account: &Lock<i64>, amount: i64) -> bool {
    if *account.lock() < amount {
        return false;
    }
    *account.lock() -= amount;
    true
}
