use std::cell::Cell;
use std::time::Duration;

use longhand::time::sleep;
use longhand::trace::{Event, record};

/// Has a part every so many milliseconds, and never ends.
pub struct Source {
    pause: Duration,
    parts: Cell<u32>,
}

impl Source {
    /// The next part.
    pub async fn next(&self) -> u32 {
        sleep(self.pause).await;
        assert!(self.parts.get() < 50, "fifty parts, and it goes on");
        self.parts.replace(self.parts.get() + 1)
    }
}

/// What came in ten milliseconds is kept, and it takes no longer.
pub fn check(take_parts: impl AsyncFn(&Source) -> Vec<u32>) {
    for (pause, parts) in [(4, vec![0, 1]), (3, vec![0, 1, 2]), (11, vec![])] {
        let source = Source {
            pause: Duration::from_millis(pause),
            parts: Cell::new(0),
        };
        let mut taken = Vec::new();
        let recording = record(async { taken = take_parts(&source).await });
        assert_eq!(taken, parts, "a part every {pause} ms");
        let sleeps = recording.events.iter().map(|event| match event {
            Event::Sleep { duration } => *duration,
            _ => Duration::ZERO,
        });
        assert_eq!(sleeps.sum::<Duration>(), Duration::from_millis(10));
    }
}
