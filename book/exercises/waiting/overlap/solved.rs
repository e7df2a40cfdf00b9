use super::check::Part;

/// How many milliseconds a join of these parts takes, on one thread.
pub fn milliseconds(parts: &[Part]) -> u64 {
    let (mut busy_until, mut end) = (0, 0);
    for part in parts {
        // Work waits for the work before it. A wait waits for nobody.
        busy_until += part.works;
        end = end.max(busy_until + part.waits);
    }
    end
}
