use super::check::Kitchen;

/// Cooks every dish, and serves them in the order in which they were asked for.
pub fn dinner(kitchen: &Kitchen, dishes: &[u64]) -> Vec<u64> {
    // All are begun before the first is waited for. Collecting is what begins them: an iterator
    // alone would put on the next dish when the one before is served.
    let cooking: Vec<_> = dishes
        .iter()
        .map(|&minutes| kitchen.put_on(minutes))
        .collect();
    let served = cooking.into_iter().map(|dish| kitchen.take_off(dish));
    served.collect()
}
