use super::check::Part;

/// How many milliseconds a join of these parts takes, on one thread.
pub fn milliseconds(parts: &[Part]) -> u64 {
    let longest = parts.iter().map(|part| part.works + part.waits).max();
    longest.unwrap_or(0)
}
