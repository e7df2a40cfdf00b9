//! [`grow`]: the future of a tree, in one spelling.

use core::future::Future;
use core::pin::Pin;
use std::sync::LazyLock;

use super::tree::{End, Kind, LEAVES, Leaf, Shape, Tree};
use crate::support::answers::{Answers, Winner};
use crate::support::script::{Answer, Script};
use crate::support::spelling::{AsAsyncFn, ByHand};
use crate::support::stage::Stage;
use crate::support::verdict::judged;

/// The leaves' names, in index order.
pub(super) static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let names = (0..LEAVES).map(|leaf| &*format!("leaf {leaf}").leak());
    names.collect()
});

/// The answers of all leaves that were heard, and whether it is well.
type Said = Result<Vec<Answer>, Vec<Answer>>;

pub(super) type Grown = Pin<Box<dyn Future<Output = Said>>>;

/// The future of a tree.
pub(super) fn grow<S: Grouping>(tree: &Tree, stage: &Stage) -> Grown {
    grow_with::<S>(tree, stage, &mut NAMES.iter().copied())
}

fn grow_with<S: Grouping>(
    tree: &Tree,
    stage: &Stage,
    names: &mut impl Iterator<Item = &'static str>,
) -> Grown {
    match tree {
        Tree::Leaf(leaf) => {
            let name = names.next().expect("there is a name for each");
            leaf.grow(stage, name)
        }
        Tree::Group(kind, shape, children) => {
            let children = children.iter();
            let children = children.map(|child| grow_with::<S>(child, stage, names));
            S::group(*kind, *shape, children.collect())
        }
    }
}

impl Leaf {
    fn grow(self, stage: &Stage, name: &'static str) -> Grown {
        let script = Script::new(stage, name).pending(self.wakes);
        let answer = || vec![Answer::new(stage, name)];
        Box::pin(match self.end {
            End::Succeeds => script.ready(Ok(answer())),
            End::Fails => script.ready(Err(answer())),
            End::Panics => script.panics(),
        })
    }
}

/// What one spelling makes of children.
pub(super) trait Grouping {
    fn group(kind: Kind, shape: Shape, children: Vec<Grown>) -> Grown;
}

macro_rules! grouping {
    ($Spelling:ty: $($found:ident)::+) => {
        impl Grouping for $Spelling {
            fn group(kind: Kind, shape: Shape, children: Vec<Grown>) -> Grown {
                match kind {
                    Kind::Join => grouping!(@ shape, children, |all| {
                        judged($($found)::+::join(all), |said| if_all_are_well(said.list()))
                    }),
                    Kind::TryJoin => grouping!(@ shape, children, |all| {
                        judged($($found)::+::try_join(all), |said| said.map(together))
                    }),
                    Kind::RaceOk => grouping!(@ shape, children, |all| {
                        judged($($found)::+::race_ok(all), |said| said.map_err(together))
                    }),
                    Kind::Select => grouping!(@ shape, children, |all| {
                        judged($($found)::+::select(all), |winner| winner.place().1)
                    }),
                    Kind::Race => grouping!(@ shape, children, |all| $($found)::+::race(all)),
                }
            }
        }
    };
    // The same, of children that stand together in this shape.
    (@ $shape:ident, $children:ident, |$all:ident| $group:expr) => {
        match ($shape, $children.len()) {
            (Shape::Tuple, 2) => {
                let $all = <(Grown, Grown)>::from(array($children));
                Box::pin($group)
            }
            (Shape::Tuple, _) => {
                let $all = <(Grown, Grown, Grown)>::from(array($children));
                Box::pin($group)
            }
            (Shape::Array, 2) => {
                let $all = array::<2>($children);
                Box::pin($group)
            }
            (Shape::Array, _) => {
                let $all = array::<3>($children);
                Box::pin($group)
            }
            (Shape::Vec, _) => {
                let $all = $children;
                Box::pin($group)
            }
        }
    };
}

grouping!(ByHand: longhand);
grouping!(AsAsyncFn: longhand::shorthand);

fn array<const N: usize>(children: Vec<Grown>) -> [Grown; N] {
    match children.try_into() {
        Ok(children) => children,
        Err(_) => panic!("a group has two children, or three"),
    }
}

fn together(said: impl Answers<Vec<Answer>>) -> Vec<Answer> {
    said.list().into_iter().flatten().collect()
}

/// What is said by all, and is well if all are.
fn if_all_are_well(said: Vec<Said>) -> Said {
    let is_well = said.iter().all(Result::is_ok);
    let answers = said.into_iter().flat_map(|said| match said {
        Ok(answers) | Err(answers) => answers,
    });
    let answers = answers.collect();
    if is_well { Ok(answers) } else { Err(answers) }
}
