//! Scenes of the chapter "timeout", and programs whose limits do what nobody meant.

use std::pin::pin;
use std::time::Duration;

use longhand::time::sleep;
use longhand::timeout::{Elapsed, timeout};
use longhand::trace::{Event, Recording, opaque, probe, record};
use longhand::{join, race, race_ok, shorthand};

use super::select::Mailbox;

fn milliseconds(count: u64) -> Duration {
    Duration::from_millis(count)
}

/// A future that takes longer than it may.
pub fn late() -> Recording {
    let limit = probe(|| "limit", sleep(milliseconds(2)));
    let slow = probe(|| "slow", sleep(milliseconds(9)));
    record(probe(|| "timeout", timeout(limit, slow)))
}

/// The same with the twin.
pub fn late_shorthand() -> Recording {
    let limit = probe(|| "limit", sleep(milliseconds(2)));
    let slow = probe(|| "slow", sleep(milliseconds(9)));
    record(opaque(|| "timeout", shorthand::timeout(limit, slow)))
}

/// An answer that takes as long as the limit.
pub fn tie() -> Recording {
    let answer = probe(|| "answer", sleep(milliseconds(2)));
    let limit = probe(|| "limit", sleep(milliseconds(2)));
    record(probe(|| "timeout", timeout(limit, answer)))
}

/// One mirror refuses after a millisecond, the other has a page after two.
pub fn mirrors() -> Recording {
    let near = opaque(|| "near", refused());
    let far = opaque(|| "far", page());
    record(probe(|| "race_ok", race_ok((near, far))))
}

async fn refused() -> Result<&'static str, &'static str> {
    sleep(milliseconds(1)).await;
    Err("refused")
}

async fn page() -> Result<&'static str, &'static str> {
    sleep(milliseconds(2)).await;
    Ok("a page")
}

/// Runs both ways of asking two mirrors.
pub fn run_mirrors() -> String {
    let (mut first, mut first_ok) = (None, None);
    let race = took(async { first = Some(race((refused(), page())).await) });
    let race_ok = took(async { first_ok = Some(race_ok((refused(), page())).await) });
    format!(
        "race:    {} after {race} ms\nrace_ok: {} after {race_ok} ms",
        first.map_or_else(String::new, |answer| format!("{answer:?}")),
        first_ok.map_or_else(String::new, |answer| format!("{answer:?}")),
    )
}

/// How long a future takes, in milliseconds of its recording.
fn took(future: impl Future) -> u128 {
    slept(&record(future))
}

fn slept(recording: &Recording) -> u128 {
    let sleeps = recording.events.iter().map(|event| match event {
        Event::Sleep { duration } => duration.as_millis(),
        _ => 0,
    });
    sleeps.sum()
}

/// Parts of an answer, each two milliseconds after the one before.
async fn part() {
    sleep(milliseconds(2)).await;
}

/// Four parts, with three milliseconds for each.
pub async fn each_in_time(parts: &mut u32) -> Result<(), Elapsed> {
    for _ in 0..4 {
        timeout(sleep(milliseconds(3)), part()).await?;
        *parts += 1;
    }
    Ok(())
}

/// Four parts, with three milliseconds for all of them.
pub async fn all_in_time(parts: &mut u32) -> Result<(), Elapsed> {
    let mut limit = pin!(sleep(milliseconds(3)));
    for _ in 0..4 {
        timeout(limit.as_mut(), part()).await?;
        *parts += 1;
    }
    Ok(())
}

/// Runs both.
pub fn run_restarted() -> String {
    let (mut each, mut all) = ((0, Ok(())), (0, Ok(())));
    let each_took = took(async { each.1 = each_in_time(&mut each.0).await });
    let all_took = took(async { all.1 = all_in_time(&mut all.0).await });
    format!(
        "each_in_time: {:?}, {} parts in {each_took} ms\n\
         all_in_time:  {:?}, {} part in {all_took} ms",
        each.1, each.0, all.1, all.0,
    )
}

/// Two letters, which belong together.
pub async fn two_letters(mailbox: &Mailbox) -> [&'static str; 2] {
    let first = mailbox.take().await;
    let second = mailbox.take().await;
    [first, second]
}

/// Tries three times, for two milliseconds each.
pub async fn tried_anew(mailbox: &Mailbox) -> Result<[&'static str; 2], Elapsed> {
    let mut letters = Err(Elapsed);
    for _ in 0..3 {
        letters = letters.or(timeout(sleep(milliseconds(2)), two_letters(mailbox)).await);
    }
    letters
}

/// Waits three times, for two milliseconds each, for one and the same future.
pub async fn tried_on(mailbox: &Mailbox) -> Result<[&'static str; 2], Elapsed> {
    let mut letters = pin!(two_letters(mailbox));
    for _ in 0..3 {
        let answer = timeout(sleep(milliseconds(2)), letters.as_mut()).await;
        if answer.is_ok() {
            return answer;
        }
    }
    Err(Elapsed)
}

/// A letter at once, and one after three milliseconds: for both programs.
pub fn run_lost() -> String {
    let delivered = |mailbox: &Mailbox| mailbox.put("one");
    let mut log = String::from("put in:     [\"one\", \"two\"]\n");
    let (mailbox, other) = (Mailbox::default(), Mailbox::default());
    let (mut anew, mut on) = (Err(Elapsed), Err(Elapsed));
    delivered(&mailbox);
    record(join((second(&mailbox), async {
        anew = tried_anew(&mailbox).await
    })));
    delivered(&other);
    record(join((second(&other), async {
        on = tried_on(&other).await
    })));
    log.push_str(&format!("tried_anew: {anew:?}\ntried_on:   {on:?}"));
    log
}

async fn second(mailbox: &Mailbox) {
    sleep(milliseconds(3)).await;
    mailbox.put("two");
}
