/// The `insert`, `remove`, `get` and `places` of some sources.
pub type Four<S> = (
    fn(&mut S, &'static str) -> u64,
    fn(&mut S, u64),
    for<'a> fn(&'a S, u64) -> Option<&'a &'static str>,
    fn(&S) -> usize,
);

/// Sockets come and go, and an event may be later than both.
pub fn check<S>(mut sources: S, (insert, remove, get, places): Four<S>) {
    let ann = insert(&mut sources, "ann");
    let bob = insert(&mut sources, "bob");
    assert_eq!(get(&sources, ann), Some(&"ann"));
    remove(&mut sources, ann);
    assert_eq!(get(&sources, ann), None);

    let cleo = insert(&mut sources, "cleo");
    assert_eq!(get(&sources, ann), None, "an event of ann's wakes cleo");
    assert_eq!(get(&sources, cleo), Some(&"cleo"));
    assert_eq!(get(&sources, bob), Some(&"bob"));

    let mut last = cleo;
    for _ in 0..1_000 {
        remove(&mut sources, last);
        last = insert(&mut sources, "dan");
    }
    assert_eq!(places(&sources), 2, "a place is used again");
    assert_eq!(get(&sources, last), Some(&"dan"));
}
