//! `{{#scene NAME …}}`: a recording to step through.
//!
//! Without scripts it is a timeline and all steps in words. The script adds buttons, the tree of
//! futures with their states, the bytes in memory, and asks the guess before its step.
//!
//! A guess is written below the name, and its answer is what the recording says at that step:
//!
//! ```text
//! {{#scene join
//! guess 7: `a` is dropped.
//! wrong: `join` returns `Ready`.
//! }}
//! ```

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde::Serialize;

use crate::recording::{self, Cast, Event, Recording};
use crate::timeline;
use crate::words::{self, escaped};

/// What the shapes of the timeline mean.
const LEGEND: &str = "<p class=\"legend\"><span><i class=\"pending\"></i>poll, Pending</span> \
    <span><i class=\"ready\"></i>poll, Ready</span> <span><i class=\"drop\">×</i>drop</span> \
    <span><i class=\"wake\">▼</i>wake</span> <span><i class=\"asleep\"></i>sleep</span>";

/// The same for threads.
const LEGEND_OF_THREADS: &str = "<p class=\"legend\"><span><i class=\"pending\"></i>a turn</span> \
    <span><i class=\"ready\"></i>the last</span> <span><i class=\"wake\">▼</i>may run again</span>";

/// One more shape, for recordings of an executor.
const SPAWN: &str = " <span><i class=\"spawn\">+</i>spawn</span>";

/// What the script reads.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    recording: &'a Recording,
    depths: Vec<usize>,
    guess: Option<Guess>,
}

/// A question before a step. What is right is not told: it is the step's own words.
#[derive(Serialize)]
struct Guess {
    /// The step, counted from 0.
    step: usize,
    /// The answers in the order in which they are offered.
    answers: Vec<String>,
}

/// The figure, in one line: no blank line, and no `id` that a page could have too.
pub fn scene(root: &Path, argument: &str) -> Result<String> {
    let (name, rest) = argument.split_once('\n').unwrap_or((argument, ""));
    let name = name.trim();
    let recording = recording::read(root, name)?;
    let words = words::all(&recording);
    let guess = guess(rest, &words)?;
    let count = words.len();
    let mut steps = String::new();
    for step in &words {
        write!(steps, "<li>{step}</li>")?;
    }
    let question = guess
        .as_ref()
        .map(question)
        .transpose()?
        .unwrap_or_default();
    let depths = (0..recording.nodes.len()).map(|node| timeline::depth(&recording, node));
    let told = Told {
        recording: &recording,
        depths: depths.collect(),
        guess,
    };
    let json = serde_json::to_string(&told)?.replace('<', "\\u003c");
    let label = escaped(name);
    let spawns = |event: &Event| matches!(event, Event::Spawn { .. });
    let legend = match recording.cast {
        Cast::Futures => LEGEND,
        Cast::Threads => LEGEND_OF_THREADS,
    };
    let spawn = match recording.events.iter().any(spawns) {
        true => SPAWN,
        false => "",
    };
    Ok(format!(
        "<figure class=\"scene\" data-scene=\"{label}\" aria-label=\"Recording: {label}\">\
         <div class=\"scroll\">{}</div>\
         {legend}{spawn}</p><script type=\"application/json\">{json}</script>{question}\
         <details class=\"words\" open><summary>All {count} steps in words</summary>\
         <ol>{steps}</ol></details></figure>",
        timeline::svg(&recording)?,
    ))
}

fn guess(lines: &str, words: &[String]) -> Result<Option<Guess>> {
    let mut lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else {
        return Ok(None);
    };
    let first = first
        .strip_prefix("guess ")
        .context("the second line is `guess STEP: answer`")?;
    let (step, right) = first.split_once(": ").context("`guess STEP: answer`")?;
    let step: usize = step.parse().context("`guess STEP: answer`")?;
    let right = coded(right);
    let told = step.checked_sub(1).and_then(|step| words.get(step));
    let told = told.with_context(|| format!("the recording has no step {step}"))?;
    ensure!(*told == right, "step {step} is told otherwise: {told}");
    let mut answers = vec![right];
    for line in lines {
        let Some(wrong) = line.strip_prefix("wrong: ").map(coded) else {
            bail!("`wrong: answer`, not `{line}`");
        };
        ensure!(
            !answers.contains(&wrong),
            "an answer is offered twice: {wrong}"
        );
        answers.push(wrong);
    }
    ensure!(answers.len() > 1, "a guess needs a wrong answer");
    answers.sort(); // so that the right one has no place of its own
    Ok(Some(Guess {
        step: step - 1,
        answers,
    }))
}

/// The question as it is read without scripts.
fn question(guess: &Guess) -> Result<String> {
    let mut answers = String::new();
    for answer in &guess.answers {
        write!(answers, "<li>{answer}</li>")?;
    }
    let (before, step) = (guess.step, guess.step + 1);
    Ok(format!(
        "<div class=\"question\"><p>Step on to {before}, and guess: what happens at step \
         {step}?</p><ul>{answers}</ul></div>"
    ))
}

/// `` `a` `` as the words spell it.
fn coded(text: &str) -> String {
    let mut html = String::new();
    for (index, part) in text.trim().split('`').enumerate() {
        match index % 2 {
            0 => html.push_str(&escaped(part)),
            _ => html.push_str(&format!("<code>{}</code>", escaped(part))),
        }
    }
    html
}
