use super::check::Kitchen;

/// Cooks every dish, and serves them in the order in which they were asked for.
pub fn dinner(kitchen: &Kitchen, dishes: &[u64]) -> Vec<u64> {
    let mut served = Vec::new();
    for &minutes in dishes {
        let cooking = kitchen.put_on(minutes);
        served.push(kitchen.take_off(cooking));
    }
    served
}
