//! A recording as it is committed: `book/recordings/SCENE.json`.
//!
//! A test compares each with a run made anew, so what a page shows is what the crate does. The
//! sizes and offsets in it are those of the machine that recorded, one of 64 bits.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use longhand::trace;
use serde::{Deserialize, Serialize};

use crate::scenes;

/// What a scene's probes saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recording {
    /// Who has turns.
    #[serde(default, skip_serializing_if = "Cast::is_futures")]
    pub cast: Cast,
    /// The size of the root future, in bytes; none if there are several.
    pub size: Option<usize>,
    /// Every probed future, in the order of their first polls.
    pub nodes: Vec<Node>,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// Who has turns, and who gives them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cast {
    /// Futures, which an executor polls on its thread.
    #[default]
    Futures,
    /// Threads, which the operating system runs on a processor. To them a poll is a turn, which ends in
    /// `Ready` when the thread does.
    Threads,
}

impl Cast {
    fn is_futures(&self) -> bool {
        *self == Cast::Futures
    }
}

/// A probed future.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// The probe's name.
    pub name: String,
    /// The future that polls it.
    pub parent: Option<usize>,
    /// Its size in bytes.
    pub size: usize,
    /// Where it lies in the root, if it does.
    pub offset: Option<usize>,
}

/// One thing that happened; a step of the stepper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum Event {
    /// A future is polled.
    Poll {
        /// Which one.
        node: usize,
        /// How it prints itself.
        state: Option<String>,
    },
    /// A future has been polled.
    Polled {
        /// Which one.
        node: usize,
        /// Whether it was ready.
        ready: bool,
        /// How it prints itself now.
        state: Option<String>,
    },
    /// A future has been dropped.
    Drop {
        /// Which one.
        node: usize,
    },
    /// A future is handed to the executor.
    Spawn {
        /// By whom; from outside, if by none.
        by: Option<usize>,
        /// Which one.
        node: usize,
    },
    /// A waker is called.
    Wake {
        /// By whom; by somebody outside, if by none.
        by: Option<usize>,
        /// Whose it is; the root's, if there is only one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<usize>,
        /// Who that is.
        #[serde(default, skip_serializing_if = "Outside::is_clock")]
        outside: Outside,
        /// Whether it was not runnable already.
        fresh: bool,
    },
    /// A thread does something.
    Does {
        /// Which one.
        node: usize,
        /// What it does.
        what: String,
    },
    /// The thread sleeps.
    Sleep {
        /// How long, by the clock that is turned by hand.
        milliseconds: u64,
    },
    /// The thread would sleep for ever.
    Hang,
}

/// Who calls a waker, if it is no future.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outside {
    /// A time has come.
    #[default]
    Clock,
    /// The executor, when a task is finished.
    Executor,
    /// Another thread.
    Thread,
    /// The operating system.
    System,
}

impl Outside {
    fn is_clock(&self) -> bool {
        *self == Outside::Clock
    }
}

impl From<trace::Recording> for Recording {
    fn from(told: trace::Recording) -> Self {
        let nodes = told.nodes.into_iter().map(|node| Node {
            name: node.name.to_owned(),
            parent: node.parent,
            size: node.size,
            offset: node.offset,
        });
        Recording {
            cast: Cast::Futures,
            size: Some(told.size),
            nodes: nodes.collect(),
            events: told.events.into_iter().map(Event::from).collect(),
        }
    }
}

impl From<trace::Event> for Event {
    fn from(told: trace::Event) -> Self {
        match told {
            trace::Event::Poll { node, state } => Event::Poll { node, state },
            trace::Event::Polled { node, ready, state } => Event::Polled { node, ready, state },
            trace::Event::Drop { node } => Event::Drop { node },
            trace::Event::Wake { by, fresh } => Event::Wake {
                by,
                of: None,
                outside: Outside::Clock,
                fresh,
            },
            trace::Event::Sleep { duration } => Event::Sleep {
                milliseconds: whole(duration),
            },
            trace::Event::Hang => Event::Hang,
        }
    }
}

/// A time in milliseconds.
pub(crate) fn whole(duration: Duration) -> u64 {
    let milliseconds = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    assert_eq!(
        Duration::from_millis(milliseconds),
        duration,
        "scenes sleep whole milliseconds"
    );
    milliseconds
}

impl Event {
    /// Every future that it names.
    pub(crate) fn nodes(&mut self) -> impl Iterator<Item = &mut usize> {
        let (first, second) = match self {
            Event::Poll { node, .. }
            | Event::Polled { node, .. }
            | Event::Drop { node }
            | Event::Does { node, .. } => (Some(node), None),
            Event::Spawn { by, node } => (Some(node), by.as_mut()),
            Event::Wake { by, of, .. } => (by.as_mut(), of.as_mut()),
            Event::Sleep { .. } | Event::Hang => (None, None),
        };
        first.into_iter().chain(second)
    }
}

impl Recording {
    /// One line for each future and each event, so that a difference is read line by line.
    pub fn json(&self) -> Result<String> {
        let size = serde_json::to_string(&self.size)?;
        let cast = match self.cast {
            Cast::Futures => String::new(),
            Cast::Threads => format!("\"cast\": {},\n", serde_json::to_string(&self.cast)?),
        };
        let mut json = format!("{{\n{cast}\"size\": {size},\n\"nodes\": [");
        for (index, node) in self.nodes.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            write!(json, "{comma}\n  {}", serde_json::to_string(node)?)?;
        }
        json.push_str("\n],\n\"events\": [");
        for (index, event) in self.events.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            write!(json, "{comma}\n  {}", serde_json::to_string(event)?)?;
        }
        json.push_str("\n]\n}\n");
        Ok(json)
    }
}

/// The committed recording of a scene.
pub fn read(root: &Path, scene: &str) -> Result<Recording> {
    let path = path(root, scene);
    let json = fs::read_to_string(&path)
        .with_context(|| format!("there is no scene `{scene}`: no {}", path.display()))?;
    serde_json::from_str(&json).with_context(|| path.display().to_string())
}

/// Records every scene anew, and says how many there are.
pub fn write_all(root: &Path) -> Result<usize> {
    for (scene, run) in scenes::all() {
        fs::write(path(root, scene), run().json()?)?;
    }
    Ok(scenes::all().count())
}

fn path(root: &Path, scene: &str) -> PathBuf {
    root.join("book/recordings")
        .join(scene)
        .with_extension("json")
}
