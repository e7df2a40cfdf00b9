use std::task::Poll;

/// So many numbers take so many questions.
pub fn check(sum: impl Fn(Vec<u64>) -> Box<dyn FnMut() -> Poll<u64>>) {
    for (numbers, questions) in [(0, 1), (1, 1), (100, 1), (101, 2), (1_000, 10)] {
        let mut poll = sum((1..=numbers).collect());
        let asked = (1..=questions).map(|_| poll()).collect::<Vec<_>>();
        let (last, before) = asked.split_last().expect("it was asked");
        assert_eq!(*last, Poll::Ready(numbers * (numbers + 1) / 2));
        assert!(
            before.iter().all(Poll::is_pending),
            "{numbers} numbers are too many at once"
        );
    }
}
