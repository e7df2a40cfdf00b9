use std::future::Future;

use longhand::trace::{Event, opaque, record};

/// It ends, after one poll more than the number it was given.
pub fn check<F: Future<Output = ()>>(countdown: impl Fn(u32) -> F) {
    for left in 0..5 {
        let recording = record(opaque(|| "countdown", countdown(left)));
        assert!(!recording.events.contains(&Event::Hang), "it hangs");
        let polls = recording
            .events
            .iter()
            .filter(|event| matches!(event, Event::Poll { .. }));
        assert_eq!(polls.count() as u32, left + 1);
    }
}
