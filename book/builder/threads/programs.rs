//! Programs that add up the letters of three pages, a thread for each page, on a
//! [`stage`](super::stage); and the same with a task for each.

use std::cell::Cell;
use std::sync::Arc;

use longhand::executor::LocalExecutor;
use longhand::{join, yield_now};

use super::shared::{Channel, Lock, Number};
use super::stage::{self, Actor, Played};

/// A page's name is its text, too.
pub type Page = &'static str;

/// The pages that are fetched.
pub const PAGES: [Page; 3] = ["news", "mail", "map"];

/// Waits for a page.
fn fetch(page: Page) -> Page {
    stage::does("has its page");
    page
}

/// Fetches a page, and adds its letters to the sum.
pub fn count(sum: &Number, page: Page) {
    let letters = fetch(page).len();
    let before = sum.load();
    sum.store(before + letters);
}

/// The same, with a sum that is locked while it is changed.
pub fn count_locked(sum: &Lock<Number>, page: Page) {
    let letters = fetch(page).len();
    let sum = sum.lock();
    let before = sum.load();
    sum.store(before + letters);
}

/// The same, with a sum that is somebody else's.
pub fn count_sent(letters: &Channel<usize>, page: Page) {
    letters.send(fetch(page).len());
}

/// Adds up what is sent.
pub fn add_up(letters: &Channel<usize>, sum: &Number) {
    let all: usize = PAGES.map(|_| letters.recv()).iter().sum();
    sum.store(all);
}

/// Fetches a page, as a future.
async fn fetched(page: Page) -> Page {
    yield_now().await;
    page
}

/// [`count`] as an `async fn`.
pub async fn count_as_task(sum: &Cell<usize>, page: Page) {
    let letters = fetched(page).await.len();
    let before = sum.get();
    sum.set(before + letters);
}

/// [`count_as_task`], which waits in the middle.
pub async fn count_and_wait(sum: &Cell<usize>, page: Page) {
    let before = sum.get();
    let letters = fetched(page).await.len();
    sum.set(before + letters);
}

/// A thread for each page.
fn each_page<'a>(act: impl Fn(Page) + Clone + Send + 'a) -> Vec<Actor<'a>> {
    let actors = PAGES.map(|page| {
        let act = act.clone();
        let actor: Actor<'a> = (page, Box::new(move || act(page)));
        actor
    });
    actors.into()
}

/// The order of turns in which the sums are lost.
const CROSSED: &[&str] = &["news", "mail", "news", "mail", "map"];

fn with_sum(sum: usize, played: &Played) -> String {
    let all: usize = PAGES.iter().map(|page| page.len()).sum();
    format!("{}the sum: {sum} of {all}", stage::log(played))
}

/// Two of three read the sum before either writes it.
pub fn run_lost() -> String {
    let sum = Number::default();
    let played = stage::play(each_page(|page| count(&sum, page)), CROSSED);
    with_sum(sum.load(), &played)
}

/// The same order of turns, with a lock.
pub fn run_locked() -> String {
    let sum = Lock::new("the sum", Number::default());
    let played = stage::play(each_page(|page| count_locked(&sum, page)), CROSSED);
    with_sum(sum.into_inner().load(), &played)
}

/// A thread that adds up, and three that send.
pub fn run_sent() -> String {
    let (letters, sum) = (Channel::new(), Number::default());
    let mut actors: Vec<Actor<'_>> = vec![("sum", Box::new(|| add_up(&letters, &sum)))];
    actors.extend(each_page(|page| count_sent(&letters, page)));
    let played = stage::play(actors, &["sum", "news", "mail", "sum", "map", "sum"]);
    with_sum(sum.load(), &played)
}

/// Tasks that read and write between two waits, and tasks that wait between the two.
pub fn run_as_tasks() -> String {
    let (sum, torn) = (Cell::new(0), Cell::new(0));
    let executor = LocalExecutor::new();
    let right = PAGES.map(|page| executor.spawn(count_as_task(&sum, page)));
    let wrong = PAGES.map(|page| executor.spawn(count_and_wait(&torn, page)));
    executor.run(join((join(right), join(wrong))));
    format!(
        "no `.await` in between:  {}\nan `.await` in between: {}",
        sum.get(),
        torn.get()
    )
}

/// Moves money from one account to another.
pub fn transfer(from: &Lock<u32>, to: &Lock<u32>, amount: u32) {
    let mut from = from.lock();
    let mut to = to.lock();
    *from -= amount;
    *to += amount;
}

/// Two threads that pay each other.
pub fn run_deadlock() -> String {
    let (ann, bob) = (Lock::new("Ann's", 10), Lock::new("Bob's", 10));
    let actors: Vec<Actor<'_>> = vec![
        ("rent", Box::new(|| transfer(&ann, &bob, 5))),
        ("wage", Box::new(|| transfer(&bob, &ann, 7))),
    ];
    stage::log(&stage::play(actors, &["rent", "wage", "rent", "wage"]))
}

/// Two threads that pay each other, in every order: how many there are, and in how many they wait for
/// ever.
pub fn deadlocks() -> (usize, usize) {
    let stuck = Cell::new(0);
    let begin = || {
        let accounts = Arc::new([Lock::new("Ann's", 10), Lock::new("Bob's", 10)]);
        let (rent, wage) = (accounts.clone(), accounts);
        let actors: Vec<Actor<'static>> = vec![
            ("rent", Box::new(move || transfer(&rent[0], &rent[1], 5))),
            ("wage", Box::new(move || transfer(&wage[1], &wage[0], 7))),
        ];
        ((), actors)
    };
    let all = stage::every_order(begin, |(), played| {
        stuck.set(stuck.get() + usize::from(!played.is_over));
    });
    (all, stuck.get())
}
