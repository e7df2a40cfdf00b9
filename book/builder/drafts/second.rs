//! Draft 2: whoever is not ready keeps a callback, and calls it when it is worth asking again.

use std::cell::{Cell, RefCell};
use std::fmt::Write;
use std::rc::Rc;

/// Called by a future when it is worth polling it again.
pub type Callback = Rc<dyn Fn()>;

/// Something that will have an answer.
pub trait Future {
    /// The answer.
    type Output;

    /// The answer; or `None`, and `wake` is called when it is worth asking again.
    fn poll(&mut self, wake: &Callback) -> Option<Self::Output>;
}

/// Waits for a letter. It tells the post which place in memory to bring it to: its own.
pub struct Letter<'a> {
    post: &'a Post,
    place: u8,
}

impl Future for Letter<'_> {
    type Output = &'static str;

    fn poll(&mut self, wake: &Callback) -> Option<&'static str> {
        let place = (&raw const self.place).addr();
        self.post.collect_or_order(place, wake)
    }
}

/// Brings one letter, to the place that was named when it was ordered.
///
/// Instead of writing to an address it keeps the address: what would overwrite somebody else's
/// memory is a letter that is never found.
#[derive(Default)]
pub struct Post {
    ordered: Cell<bool>,
    order: RefCell<Option<(usize, Callback)>>,
    brought_to: Cell<Option<usize>>,
}

impl Post {
    /// The letter, if it lies at `place`. The first call orders it to be brought there.
    pub fn collect_or_order(&self, place: usize, wake: &Callback) -> Option<&'static str> {
        if !self.ordered.replace(true) {
            self.order.replace(Some((place, wake.clone())));
        }
        (self.brought_to.get() == Some(place)).then_some("hello")
    }

    /// What happens while everybody sleeps; `false` if nothing does.
    pub fn deliver(&self) -> bool {
        let Some((place, wake)) = self.order.take() else {
            return false;
        };
        self.brought_to.set(Some(place));
        wake();
        true
    }
}

/// Runs a future from its first or a later poll on, and sleeps between polls.
pub fn block_on<F: Future>(mut future: F, post: &Post, log: &mut String) -> Option<F::Output> {
    let woken = Rc::new(Cell::new(true));
    let wake: Callback = Rc::new({
        let woken = woken.clone();
        move || woken.set(true)
    });
    loop {
        while !woken.take() {
            log.push_str("asleep\n");
            if !post.deliver() {
                log.push_str("nobody will wake us\n");
                return None;
            }
        }
        match future.poll(&wake) {
            Some(answer) => return Some(answer),
            None => log.push_str("polled: nothing yet\n"),
        }
    }
}

/// A future that stays where it is.
pub fn run_in_place() -> String {
    let (post, mut log) = (Post::default(), String::new());
    let answer = block_on(Letter::new(&post), &post, &mut log);
    let _ = write!(log, "answer: {answer:?}");
    log
}

/// A future whose parent moves it between its first poll and its second.
pub fn run_moved() -> String {
    let (post, mut log) = (Post::default(), String::new());
    let parent = BackOfTheRow {
        row: [Some(Letter::new(&post)), None],
    };
    let answer = block_on(parent, &post, &mut log);
    let _ = write!(log, "answer: {answer:?}");
    log
}

impl<'a> Letter<'a> {
    fn new(post: &'a Post) -> Self {
        Letter { post, place: 0 }
    }
}

/// A parent that means to be fair: a child that has been asked goes to the back of the row.
pub struct BackOfTheRow<F> {
    row: [Option<F>; 2],
}

impl<F: Future> Future for BackOfTheRow<F> {
    type Output = F::Output;

    fn poll(&mut self, wake: &Callback) -> Option<F::Output> {
        let answer = self.row.iter_mut().flatten().next()?.poll(wake);
        self.row.reverse();
        answer
    }
}
