//! [`Model`]: what arms must do, said plainly: a list of arms, each with what it holds by name.

use super::against_model::Outcome;
use super::kind::{Fault, ITEMS, Make, Role};
use crate::support::stage::Event::{self, AnswerDropped, Dropped, Polled};

pub(super) struct Model {
    arms: Vec<Modelled>,
    turn: usize,
    has_panicked: bool,
    /// What befell the children since the last look.
    pub(super) events: Vec<Event>,
}

struct Modelled {
    make: Make,
    role: Role,
    holds: Holds,
    /// How many results it has given since it was set.
    given: usize,
    /// How often it had been woken when it was set, and how often by now.
    wakes_before: usize,
    wakes: usize,
    /// Whether it was polled with the caller's present waker, and not woken since.
    is_waiting: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Nothing,
    /// A closure, and no future of it; or a stream.
    Source,
    /// A future, and the closure if there is one.
    Future,
    /// A result, and the closure or the stream if there is one.
    Result,
}

/// A panic on its way through, and what it says.
struct Panic(String);

impl Model {
    pub(super) fn new(makes: &[Make], roles: &[Role]) -> Self {
        let arms = makes.iter().zip(roles).map(|(&make, &role)| Modelled {
            make,
            role,
            holds: fresh(make),
            given: 0,
            wakes_before: 0,
            wakes: 0,
            is_waiting: false,
        });
        Model {
            arms: arms.collect(),
            turn: 0,
            has_panicked: false,
            events: Vec::new(),
        }
    }

    pub(super) fn is_live(&self, arm: usize) -> bool {
        self.arms[arm].holds != Holds::Nothing
    }

    /// Wakes the arm's child, and says how often the caller is woken for it.
    pub(super) fn wake(&mut self, arm: usize) -> usize {
        let arm = &mut self.arms[arm];
        arm.wakes += 1;
        usize::from(core::mem::take(&mut arm.is_waiting))
    }

    /// Nobody waits with the waker that comes.
    pub(super) fn change_waker(&mut self) {
        self.arms.iter_mut().for_each(|arm| arm.is_waiting = false);
    }

    pub(super) fn next(&mut self) -> Outcome {
        if self.has_panicked {
            return refused();
        }
        let count = self.arms.len();
        for arm in (self.turn..count).chain(0..self.turn) {
            if self.arms[arm].holds == Holds::Result {
                self.arms[arm].hand_out();
            } else {
                match self.arms[arm].ask(&mut self.events) {
                    Ok(Some(())) => {}
                    Ok(None) => continue,
                    Err(panic) => return self.abandon(panic),
                }
                if let Err(panic) = self.arms[arm].drop_run(&mut self.events) {
                    // The answer was on its way out.
                    self.events.push(AnswerDropped(self.arms[arm].role.name));
                    return self.abandon(panic);
                }
                self.arms[arm].hand_out();
            }
            self.turn = (arm + 1) % count;
            return Outcome::Event(arm, self.arms[arm].role.name);
        }
        let any = (0..count).any(|arm| self.is_live(arm));
        if any { Outcome::Pending } else { Outcome::None }
    }

    /// The arms' part in a poll of a handler that is pending.
    pub(super) fn keep(&mut self) -> Outcome {
        if self.has_panicked {
            return refused();
        }
        for arm in 0..self.arms.len() {
            if self.arms[arm].holds == Holds::Result {
                continue;
            }
            match self.arms[arm].ask(&mut self.events) {
                Ok(Some(())) => {}
                Ok(None) => continue,
                Err(panic) => return self.abandon(panic),
            }
            let dropped = self.arms[arm].drop_run(&mut self.events);
            self.arms[arm].holds = Holds::Result;
            if let Err(panic) = dropped {
                return self.abandon(panic);
            }
        }
        Outcome::Pending
    }

    pub(super) fn set(&mut self, arm: usize) -> Outcome {
        let stopped = self.arms[arm].stop(&mut self.events, false);
        let set = &mut self.arms[arm];
        if let Err(Panic(words)) = stopped {
            // What was to be set is dropped on the way, and nothing panics twice.
            let results = match (set.make, set.role.fault) {
                (Make::Every, _) | (_, Some(Fault::Poll)) => 0,
                (Make::Once, _) => 1,
                (Make::Stream, _) => ITEMS,
            };
            let name = set.role.name;
            self.events.extend(vec![AnswerDropped(name); results]);
            if set.make != Make::Every {
                self.events.push(Dropped(name));
            }
            return Outcome::Panicked(words);
        }
        set.holds = fresh(set.make);
        set.given = 0;
        set.wakes_before = set.wakes;
        Outcome::Done
    }

    pub(super) fn stop(&mut self, arm: usize) -> Outcome {
        match self.arms[arm].stop(&mut self.events, false) {
            Ok(()) => Outcome::Done,
            Err(Panic(words)) => Outcome::Panicked(words),
        }
    }

    /// All are dropped, in index order; the first panic is the one that is seen.
    pub(super) fn end(&mut self) -> Outcome {
        let mut first = None;
        for arm in &mut self.arms {
            if let Err(panic) = arm.stop(&mut self.events, first.is_some()) {
                first = first.or(Some(panic));
            }
        }
        first.map_or(Outcome::Done, |Panic(words)| Outcome::Panicked(words))
    }

    fn abandon(&mut self, Panic(words): Panic) -> Outcome {
        self.has_panicked = true;
        for arm in &mut self.arms {
            let silent = arm.stop(&mut self.events, true);
            assert!(silent.is_ok(), "nothing panics while a panic passes");
        }
        Outcome::Panicked(words)
    }
}

impl Modelled {
    /// Polls it, if there is anything to poll.
    fn ask(&mut self, events: &mut Vec<Event>) -> Result<Option<()>, Panic> {
        let name = self.role.name;
        match (self.make, self.holds) {
            (_, Holds::Nothing | Holds::Result) => return Ok(None),
            (Make::Every, Holds::Source) => self.holds = Holds::Future,
            _ => {}
        }
        events.push(Polled(name));
        self.is_waiting = true;
        let last = self.make == Make::Stream && self.given == ITEMS;
        if !last && self.wakes - self.wakes_before < self.role.wakes * (self.given + 1) {
            return Ok(None);
        }
        if last {
            self.stop(events, false)?;
            return Ok(None);
        }
        if self.role.fault == Some(Fault::Poll) {
            return Err(Panic(format!("{name} panics in its poll")));
        }
        self.given += 1;
        Ok(Some(()))
    }

    /// Drops the future that has given its result.
    fn drop_run(&mut self, events: &mut Vec<Event>) -> Result<(), Panic> {
        match self.make {
            Make::Stream => Ok(()),
            Make::Once | Make::Every => {
                self.holds = Holds::Source;
                self.drop_child(events, false)
            }
        }
    }

    fn hand_out(&mut self) {
        self.holds = match self.make {
            Make::Once => Holds::Nothing,
            Make::Every | Make::Stream => Holds::Source,
        };
    }

    fn stop(&mut self, events: &mut Vec<Event>, is_silent: bool) -> Result<(), Panic> {
        let held = core::mem::replace(&mut self.holds, Holds::Nothing);
        let what_it_ran = match held {
            Holds::Result => {
                events.push(AnswerDropped(self.role.name));
                self.drop_answer(is_silent)
            }
            Holds::Future => self.drop_child(events, is_silent),
            Holds::Source | Holds::Nothing => Ok(()),
        };
        if self.make == Make::Stream && held != Holds::Nothing {
            let is_silent = is_silent || what_it_ran.is_err();
            let stream = self.drop_child(events, is_silent);
            return what_it_ran.and(stream);
        }
        what_it_ran
    }

    /// Drops the future or the stream, with the results that it was to give.
    fn drop_child(&mut self, events: &mut Vec<Event>, is_silent: bool) -> Result<(), Panic> {
        let name = self.role.name;
        let left = match (self.make, self.role.fault) {
            (_, Some(Fault::Poll)) => 0,
            (Make::Stream, _) => ITEMS - self.given,
            // A future that has given its result is dropped before the arm holds nothing.
            (Make::Once | Make::Every, _) => usize::from(self.holds == Holds::Nothing),
        };
        let mut panicked = self.panic_if(Fault::Drop, is_silent, " panics in its drop");
        for _ in 0..left {
            events.push(AnswerDropped(name));
            let is_silent = is_silent || panicked.is_err();
            panicked = panicked.and(self.drop_answer(is_silent));
        }
        events.push(Dropped(name));
        panicked
    }

    fn drop_answer(&self, is_silent: bool) -> Result<(), Panic> {
        let words = "'s answer panics in its drop";
        self.panic_if(Fault::AnswersDrop, is_silent, words)
    }

    fn panic_if(&self, fault: Fault, is_silent: bool, words: &str) -> Result<(), Panic> {
        match self.role.fault == Some(fault) && !is_silent {
            true => Err(Panic(format!("{}{words}", self.role.name))),
            false => Ok(()),
        }
    }
}

fn fresh(make: Make) -> Holds {
    match make {
        Make::Once => Holds::Future,
        Make::Every | Make::Stream => Holds::Source,
    }
}

fn refused() -> Outcome {
    Outcome::Panicked("`Arms` polled after a child panicked".to_owned())
}
