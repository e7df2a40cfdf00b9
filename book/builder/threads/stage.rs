//! Threads whose turns are ours. They are threads of the operating system, of which one runs at a time:
//! before it touches what others touch too, each of them gives its turn back, and the stage says whose is
//! the next. So a program goes the same way each time, or in each of the ways in which it can go.

use std::any::Any;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;

use crate::recording::{Cast, Event, Node, Outside, Recording};

/// What a thread is called, and what it does.
pub type Actor<'a> = (&'static str, Box<dyn FnOnce() + Send + 'a>);

/// What was played: what the threads did, and whether they ended.
#[derive(Debug)]
pub struct Played {
    /// Their turns, and what they did in them.
    pub recording: Recording,
    /// Whether all have ended, and none waits for ever.
    pub is_over: bool,
}

thread_local! {
    static ROLE: RefCell<Option<Role>> = const { RefCell::new(None) };
}

/// Which thread this is, on which stage.
#[derive(Clone)]
struct Role {
    stage: Arc<Stage>,
    me: usize,
}

struct Stage {
    state: Mutex<State>,
    turned: Condvar,
}

struct State {
    running: Option<usize>,
    /// Whether the thread that runs has touched what others touch since its turn began.
    has_acted: bool,
    standings: Vec<Standing>,
    order: Order,
    is_stuck: bool,
    recording: Recording,
}

#[derive(Clone, Copy, PartialEq)]
enum Standing {
    Runnable,
    Blocked,
    Ended,
}

/// Whose turn is the next.
enum Order {
    /// The first of these that can run; behind the last whoever runs goes on.
    Told(VecDeque<usize>),
    /// What was chosen of how many, as far as it was told; behind it the first of those who can run.
    Tried {
        told: VecDeque<usize>,
        taken: Vec<(usize, usize)>,
    },
}

/// Plays once, in this order of turns.
pub fn play(actors: Vec<Actor<'_>>, order: &[&str]) -> Played {
    let number = |name: &&str| actors.iter().position(|actor| actor.0 == *name);
    let told = order.iter().map(|name| number(name).expect("an actor"));
    let order = Order::Told(told.collect());
    run(actors, order).0
}

/// Plays in every order of turns that there is, and has each looked at. How many there are.
pub fn every_order<'a, T>(
    begin: impl Fn() -> (T, Vec<Actor<'a>>),
    look: impl Fn(T, Played),
) -> usize {
    let (mut told, mut played) = (VecDeque::new(), 0);
    loop {
        let (what, actors) = begin();
        let order = Order::Tried {
            told,
            taken: Vec::new(),
        };
        let (outcome, order) = run(actors, order);
        look(what, outcome);
        played += 1;
        let Order::Tried { mut taken, .. } = order else {
            return played;
        };
        // The last choice that has an alternative left is made otherwise.
        while taken.pop_if(|(choice, of)| *choice + 1 == *of).is_some() {}
        let Some((last, _)) = taken.last_mut() else {
            return played;
        };
        *last += 1;
        told = taken.into_iter().map(|(choice, _)| choice).collect();
    }
}

/// Somebody waits for what nobody will do.
struct ForEver;

fn run(actors: Vec<Actor<'_>>, order: Order) -> (Played, Order) {
    let stage = Arc::new(Stage::new(&actors, order));
    thread::scope(|scope| {
        for (me, (_, act)) in actors.into_iter().enumerate() {
            let stage = stage.clone();
            scope.spawn(move || Role { stage, me }.play(act));
        }
        let mut state = stage.state();
        state.choose(None);
        drop(state);
        stage.turned.notify_all();
    });
    let stage = Arc::into_inner(stage).expect("all threads have ended");
    let state = stage
        .state
        .into_inner()
        .expect("nobody panics with the stage");
    let is_over = !state.is_stuck;
    let recording = state.recording;
    (Played { recording, is_over }, state.order)
}

impl Stage {
    fn new(actors: &[Actor<'_>], order: Order) -> Self {
        let nodes = actors.iter().map(|(name, _)| Node {
            name: (*name).to_owned(),
            parent: None,
            size: 0,
            offset: None,
        });
        let spawned = (0..actors.len()).map(|node| Event::Spawn { by: None, node });
        let state = State {
            running: None,
            has_acted: true,
            standings: vec![Standing::Runnable; actors.len()],
            order,
            is_stuck: false,
            recording: Recording {
                cast: Cast::Threads,
                size: None,
                nodes: nodes.collect(),
                events: spawned.collect(),
            },
        };
        Stage {
            state: Mutex::new(state),
            turned: Condvar::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nobody panics with the stage")
    }
}

impl State {
    /// Says whose turn is the next. `last` has had the last one.
    fn choose(&mut self, last: Option<usize>) {
        let can_run = |&thread: &usize| self.standings[thread] == Standing::Runnable;
        let all: Vec<usize> = (0..self.standings.len()).filter(can_run).collect();
        let next = match &mut self.order {
            Order::Told(told) => loop {
                match told.pop_front() {
                    Some(next) if all.contains(&next) => break Some(next),
                    Some(_) => {}
                    None => {
                        break last
                            .filter(|last| all.contains(last))
                            .or(all.first().copied());
                    }
                }
            },
            Order::Tried { .. } if all.len() < 2 => all.first().copied(),
            Order::Tried { told, taken } => {
                let choice = told.pop_front().unwrap_or(0);
                taken.push((choice, all.len()));
                Some(all[choice])
            }
        };
        if next != last || next.is_none() {
            self.change(last, next);
        }
        self.running = next;
        self.has_acted = false;
    }

    fn change(&mut self, last: Option<usize>, next: Option<usize>) {
        if let Some(node) = last.filter(|&last| self.standings[last] == Standing::Runnable) {
            self.tell(Event::Wake {
                by: None,
                of: Some(node),
                outside: Outside::System,
                fresh: true,
            });
            self.stop(node, false);
        }
        match next {
            Some(node) => self.tell(Event::Poll { node, state: None }),
            None if self.standings.contains(&Standing::Blocked) => {
                self.is_stuck = true;
                self.tell(Event::Hang);
            }
            None => {}
        }
    }

    fn stop(&mut self, node: usize, ready: bool) {
        self.tell(Event::Polled {
            node,
            ready,
            state: None,
        });
    }

    fn tell(&mut self, event: Event) {
        self.recording.events.push(event);
    }
}

impl Role {
    fn play(self, act: impl FnOnce()) {
        ROLE.set(Some(self.clone()));
        let act = AssertUnwindSafe(|| {
            drop(self.wait(self.stage.state()));
            act();
        });
        let ended = panic::catch_unwind(act);
        ROLE.take();
        self.end();
        if let Err(why) = ended.or_else(for_ever) {
            panic::resume_unwind(why);
        }
    }

    fn end(&self) {
        let mut state = self.stage.state();
        state.standings[self.me] = Standing::Ended;
        if !state.is_stuck {
            state.stop(self.me, true);
            state.choose(Some(self.me));
        }
        drop(state);
        self.stage.turned.notify_all();
    }

    /// The turn is the next one's, who may be this thread. Returns when it has one again.
    fn pass<'a>(&self, mut state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        state.choose(Some(self.me));
        self.stage.turned.notify_all();
        self.wait(state)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        let waits = |state: &mut State| state.running != Some(self.me) && !state.is_stuck;
        let state = self.stage.turned.wait_while(state, waits);
        let state = state.expect("nobody panics with the stage");
        if state.is_stuck {
            drop(state);
            panic::resume_unwind(Box::new(ForEver));
        }
        state
    }
}

fn for_ever(why: Box<dyn Any + Send>) -> Result<(), Box<dyn Any + Send>> {
    why.downcast().map(|_: Box<ForEver>| ())
}

fn role() -> Option<Role> {
    ROLE.with_borrow(Clone::clone)
}

/// What comes next touches what others touch: whoever's turn it is goes first.
pub fn turn() {
    if let Some(role) = role() {
        let mut state = role.stage.state();
        if state.has_acted {
            state = role.pass(state);
        }
        state.has_acted = true;
    }
}

/// This thread has done something, and says what.
pub fn does(what: &str) {
    if let Some(role) = role() {
        let (mut state, node) = (role.stage.state(), role.me);
        let what = what.to_owned();
        state.tell(Event::Does { node, what });
    }
}

/// Which thread this is.
pub fn me() -> usize {
    role().map_or(0, |role| role.me)
}

/// This thread goes on when it is roused.
pub fn block() {
    if let Some(role) = role() {
        let mut state = role.stage.state();
        state.standings[role.me] = Standing::Blocked;
        state.stop(role.me, false);
        drop(role.pass(state));
    }
}

/// Another thread may go on.
pub fn rouse(thread: usize) {
    if let Some(role) = role() {
        let mut state = role.stage.state();
        if state.is_stuck || state.standings[thread] != Standing::Blocked {
            return;
        }
        state.standings[thread] = Standing::Runnable;
        state.tell(Event::Wake {
            by: Some(role.me),
            of: Some(thread),
            outside: Outside::System,
            fresh: true,
        });
    }
}

/// What the threads did, a line each.
pub fn log(played: &Played) -> String {
    let nodes = &played.recording.nodes;
    let widest = nodes.iter().map(|node| node.name.len()).max().unwrap_or(0) + 1;
    let mut log = String::new();
    for event in &played.recording.events {
        if let Event::Does { node, what } = event {
            let name = format!("{}:", nodes[*node].name);
            log.push_str(&format!("{name:widest$} {what}\n"));
        }
    }
    if !played.is_over {
        log.push_str("all that are left wait for ever\n");
    }
    log
}
