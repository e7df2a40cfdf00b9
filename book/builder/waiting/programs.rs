//! Programs that fetch pages, in a world that goes the same way each time.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use longhand::time::sleep;

use crate::measure::grouped;
use crate::polls::World;

/// Whom the programs ask, and how long each takes to answer, in microseconds.
pub const SITES: [Site; 3] = [Site("news", 4_000), Site("mail", 3_000), Site("map", 5_000)];

/// A name, and how long it takes to answer.
#[derive(Clone, Copy)]
pub struct Site(&'static str, u64);

/// What has been fetched.
#[derive(Clone, Copy)]
pub struct Page(&'static str);

/// A page that was asked for.
pub struct Fetching {
    world: Rc<World>,
    page: Rc<Cell<Option<Page>>>,
}

/// Asks for a page, and returns at once.
pub fn begin(world: &Rc<World>, Site(name, time): Site) -> Fetching {
    world.say(&format!("{name} is asked"));
    let page = Rc::new(Cell::new(None));
    world.plan(world.now() + time, {
        let (world, page) = (world.clone(), page.clone());
        move || {
            page.set(Some(Page(name)));
            world.say(&format!("{name} is there"));
        }
    });
    let world = world.clone();
    Fetching { world, page }
}

impl Fetching {
    /// Stops the program until the page is there.
    pub fn wait(self) -> Page {
        loop {
            if let Some(page) = self.page.take() {
                return page;
            }
            self.world.sleep();
        }
    }
}

/// Asks for a page, and returns when it is there.
pub fn fetch(world: &Rc<World>, site: Site) -> Page {
    begin(world, site).wait()
}

/// How long it takes to read a page.
const READING: u64 = 100;

/// Reads a page, which is work.
fn count_letters(world: &World, Page(text): Page) -> usize {
    (0..READING).for_each(|_| world.call("count"));
    text.len()
}

/// Fetches and reads one page after another.
pub fn one_by_one(world: &Rc<World>) -> usize {
    let mut letters = 0;
    for site in SITES {
        let page = fetch(world, site);
        letters += count_letters(world, page);
    }
    letters
}

/// Asks for all pages, and then waits for one after another.
pub fn all_begun(world: &Rc<World>) -> usize {
    let mut letters = 0;
    for fetching in SITES.map(|site| begin(world, site)) {
        let page = fetching.wait();
        letters += count_letters(world, page);
    }
    letters
}

/// [`fetch`] as an `async fn`, by the crate's clock.
pub async fn fetched(Site(name, time): Site) -> Page {
    sleep(Duration::from_micros(time)).await;
    Page(name)
}

/// [`one_by_one`] as an `async fn`.
pub async fn awaited_one_by_one(world: &Rc<World>) -> usize {
    let mut letters = 0;
    for site in SITES {
        let page = fetched(site).await;
        letters += count_letters(world, page);
    }
    letters
}

/// [`one_by_one`], and what the processor does meanwhile.
pub fn run_one_by_one() -> String {
    run(one_by_one)
}

/// [`all_begun`], and what the processor does meanwhile.
pub fn run_all_begun() -> String {
    run(all_begun)
}

fn run(program: impl Fn(&Rc<World>) -> usize) -> String {
    let world = Rc::new(World::default());
    program(&world);
    world.say("the program is done");
    let (all, work) = (world.now(), READING * SITES.len() as u64);
    format!(
        "{}worked: {} µs\nwaited: {} µs",
        world.log(),
        grouped(work as usize),
        grouped((all - work) as usize),
    )
}
