//! A recording as a picture: a lane for each future, a column for each step.

use std::cmp::Ordering;
use std::fmt::{self, Write};

use crate::recording::{Cast, Event, Recording};
use crate::words::escaped;

/// The width of a step and the height of a lane; the script reads them off the picture.
const STEP: usize = 16;
const LANE: usize = 26;
const TOP: usize = 6;

/// The picture, in one line: a blank line would end the block in Markdown.
pub fn svg(recording: &Recording) -> Result<String, fmt::Error> {
    let mut timeline = Timeline::new(recording);
    timeline.lanes()?;
    timeline.events()?;
    let Timeline {
        out,
        left,
        width,
        height,
        ..
    } = timeline;
    let steps = recording.events.len();
    Ok(format!(
        "<svg class=\"timeline\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" data-left=\"{left}\" data-step=\"{STEP}\" role=\"img\" \
         aria-label=\"Timeline of {steps} steps\">{out}<rect class=\"now\" x=\"{left}\" y=\"0\" \
         width=\"{STEP}\" height=\"{height}\" visibility=\"hidden\"/></svg>"
    ))
}

struct Timeline<'a> {
    recording: &'a Recording,
    out: String,
    left: usize,
    width: usize,
    height: usize,
}

impl<'a> Timeline<'a> {
    fn new(recording: &'a Recording) -> Self {
        let names = recording.nodes.iter().enumerate();
        let widths = names.map(|(node, it)| it.name.len() * 8 + depth(recording, node) * 10);
        let least = match recording.cast {
            Cast::Futures => 52,
            Cast::Threads => 76,
        };
        let left = widths.max().unwrap_or(0).max(least) + 14;
        let width = left + recording.events.len() * STEP + 8;
        let height = TOP + (recording.nodes.len() + 1) * LANE + 20;
        Timeline {
            recording,
            out: String::new(),
            left,
            width,
            height,
        }
    }

    fn x(&self, step: usize) -> usize {
        self.left + step * STEP
    }

    /// The last lane is the thread's: its sleeps, and the calls of its waker.
    fn thread(&self) -> usize {
        self.recording.nodes.len()
    }

    fn lanes(&mut self) -> fmt::Result {
        let recording = self.recording;
        for (node, it) in recording.nodes.iter().enumerate() {
            self.lane(node, &it.name, depth(recording, node))?;
        }
        let last = match recording.cast {
            Cast::Futures => "thread",
            Cast::Threads => "processor",
        };
        self.lane(self.thread(), last, 0)
    }

    fn lane(&mut self, lane: usize, name: &str, depth: usize) -> fmt::Result {
        let (left, width, name) = (self.left, self.width, escaped(name));
        let (x, text, rule) = (4 + depth * 10, y(lane) + 17, y(lane) + LANE / 2);
        write!(
            self.out,
            "<text class=\"name\" x=\"{x}\" y=\"{text}\">{name}</text>\
             <path class=\"rule\" d=\"M{left} {rule}H{width}\"/>"
        )
    }

    fn events(&mut self) -> fmt::Result {
        let recording = self.recording;
        let (mut polling, mut clock) = (Vec::new(), 0);
        let mut deeds = Vec::new();
        for (step, event) in recording.events.iter().enumerate() {
            match event {
                Event::Poll { node, .. } => polling.push((*node, step)),
                Event::Polled { ready, .. } => {
                    let (node, from) = polling.pop().unwrap_or_default();
                    self.poll(node, from, step, *ready)?;
                }
                Event::Drop { node } => self.drop(*node, step)?,
                Event::Spawn { node, .. } => self.spawn(*node, step)?,
                Event::Does { node, what } => deeds.push((*node, what, step)),
                Event::Wake {
                    by,
                    of: None,
                    fresh,
                    ..
                } => self.wake(*by, *fresh, step)?,
                Event::Wake {
                    by,
                    of: Some(of),
                    fresh,
                    ..
                } => self.wake_of(*by, *of, *fresh, step)?,
                Event::Sleep { milliseconds } => {
                    clock += milliseconds;
                    self.sleep(step, &format!("{clock} ms"))?;
                }
                Event::Hang => {
                    // Whoever sleeps for ever may have been called in the middle of a poll.
                    for (node, from) in polling.drain(..) {
                        self.poll(node, from, step, false)?;
                    }
                    self.sleep(step, "for ever")?;
                }
            }
        }
        // On the bars of the turns in which they are done.
        deeds
            .into_iter()
            .try_for_each(|(node, what, step)| self.deed(node, what, step))
    }

    fn poll(&mut self, node: usize, from: usize, to: usize, ready: bool) -> fmt::Result {
        let (class, words) = match ready {
            true => ("ready", "Ready"),
            false => ("pending", "Pending"),
        };
        let (x, y, width) = (self.x(from) + 1, y(node) + 5, (to + 1 - from) * STEP - 2);
        write!(
            self.out,
            "<rect class=\"poll {class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"16\" \
             rx=\"3\"><title>poll: {words}</title></rect>"
        )
    }

    fn drop(&mut self, node: usize, step: usize) -> fmt::Result {
        let (x, y) = (self.x(step) + 3, y(node) + 8);
        write!(
            self.out,
            "<path class=\"drop\" d=\"M{x} {y}l10 10m0 -10l-10 10\"><title>drop</title></path>"
        )
    }

    /// A wake points from the future that called, or from the clock, down to the thread.
    fn wake(&mut self, by: Option<usize>, fresh: bool, step: usize) -> fmt::Result {
        let class = if fresh { "wake" } else { "wake stale" };
        let (x, end) = (self.x(step) + STEP / 2, y(self.thread()) + 21);
        let start = by.map_or(end - 12, |node| y(node) + LANE / 2);
        let head = end - 8;
        write!(
            self.out,
            "<path class=\"{class}\" d=\"M{x} {start}V{head}m-4 0h8l-4 8z\">\
             <title>wake</title></path>"
        )
    }

    /// A wake of one of several points to its lane.
    fn wake_of(&mut self, by: Option<usize>, of: usize, fresh: bool, step: usize) -> fmt::Result {
        let class = if fresh { "wake" } else { "wake stale" };
        let x = self.x(step) + STEP / 2;
        let from = by.unwrap_or(self.thread());
        // The point touches the lane's bar from below, or from above.
        let (start, below, above) = (y(from) + LANE / 2, y(of) + 29, y(of) + 5 - 8);
        let path = match from.cmp(&of) {
            Ordering::Less => format!("M{x} {start}V{above}m-4 0h8l-4 8z"),
            Ordering::Greater => format!("M{x} {start}V{below}m-4 0h8l-4 -8z"),
            Ordering::Equal => format!("M{x} {below}m-4 0h8l-4 -8z"),
        };
        write!(
            self.out,
            "<path class=\"{class}\" d=\"{path}\"><title>wake</title></path>"
        )
    }

    fn deed(&mut self, node: usize, what: &str, step: usize) -> fmt::Result {
        let (x, y, what) = (self.x(step) + STEP / 2, y(node) + LANE / 2, escaped(what));
        write!(
            self.out,
            "<circle class=\"deed\" cx=\"{x}\" cy=\"{y}\" r=\"3\"><title>{what}</title></circle>"
        )
    }

    fn spawn(&mut self, node: usize, step: usize) -> fmt::Result {
        let (x, y) = (self.x(step) + STEP / 2, y(node) + 8);
        write!(
            self.out,
            "<path class=\"spawn\" d=\"M{x} {y}v10m-5 -5h10\"><title>spawn</title></path>"
        )
    }

    fn sleep(&mut self, step: usize, label: &str) -> fmt::Result {
        let (x, y, middle) = (self.x(step), y(self.thread()) + 5, self.x(step) + STEP / 2);
        let (under, up) = (self.height - 6, y - 5);
        write!(
            self.out,
            "<rect class=\"sleep\" x=\"{x}\" y=\"{TOP}\" width=\"{STEP}\" height=\"{up}\"/>\
             <rect class=\"asleep\" x=\"{x}\" y=\"{y}\" width=\"{STEP}\" height=\"16\" rx=\"3\">\
             <title>sleep</title></rect>\
             <text class=\"clock\" x=\"{middle}\" y=\"{under}\">{label}</text>"
        )
    }
}

fn y(lane: usize) -> usize {
    TOP + lane * LANE
}

/// How many futures are around it.
pub fn depth(recording: &Recording, node: usize) -> usize {
    let parent = |&node: &usize| recording.nodes[node].parent;
    std::iter::successors(Some(node), parent).count() - 1
}
