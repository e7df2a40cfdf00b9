use super::check::Account;

/// Moves money from one account to another, which is not the same.
pub fn transfer(from: &Account, to: &Account, amount: u32) {
    let mut giving = from.balance.lock();
    let mut taking = to.balance.lock();
    *giving -= amount;
    *taking += amount;
}
