use std::task::Poll;

/// A sum that may be asked for again and again. No question may add up more than a hundred
/// numbers: there are others who want to be asked.
pub struct Sum {
    numbers: Vec<u64>,
    sum: u64,
}

impl Sum {
    pub fn of(numbers: Vec<u64>) -> Self {
        Sum { numbers, sum: 0 }
    }

    pub fn poll(&mut self) -> Poll<u64> {
        let rest = self.numbers.len().saturating_sub(100);
        self.sum += self.numbers.drain(rest..).sum::<u64>();
        match rest {
            0 => Poll::Ready(self.sum),
            _ => Poll::Pending,
        }
    }
}
