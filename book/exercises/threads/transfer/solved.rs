use super::check::Account;

/// Moves money from one account to another, which is not the same.
pub fn transfer(from: &Account, to: &Account, amount: u32) {
    // The lower number is locked first, whoever gives. So of two who have met in one lock, the one that
    // waits has none that the other needs.
    let is_ascending = from.number < to.number;
    let (low, high) = if is_ascending { (from, to) } else { (to, from) };
    let (mut low, mut high) = (low.balance.lock(), high.balance.lock());
    let (giving, taking) = match is_ascending {
        true => (&mut *low, &mut *high),
        false => (&mut *high, &mut *low),
    };
    *giving -= amount;
    *taking += amount;
}
