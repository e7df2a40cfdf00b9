use std::task::Poll;

type Asked = Box<dyn FnMut() -> Poll<u8>>;

/// Whoever answers first, both answers are there in the end.
pub fn check(both: impl Fn(Asked, Asked) -> Box<dyn FnMut() -> Poll<(u8, u8)>>) {
    for (first, second) in [(1, 1), (1, 3), (3, 1), (2, 2)] {
        let mut poll = both(after(first, 7), after(second, 8));
        let last = first.max(second);
        for question in 1..last {
            assert_eq!(poll(), Poll::Pending, "question {question} of {last}");
        }
        assert_eq!(poll(), Poll::Ready((7, 8)));
    }
}

/// Says its answer to that question, and takes no further one.
fn after(question: u8, answer: u8) -> Asked {
    let mut asked = 0;
    Box::new(move || {
        asked += 1;
        assert!(asked <= question, "it was asked again after its answer");
        match asked == question {
            true => Poll::Ready(answer),
            false => Poll::Pending,
        }
    })
}
