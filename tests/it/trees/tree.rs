//! [`Tree`]: how the combinators stand in one another.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, prop_oneof};
use proptest::sample::select;

#[derive(Clone, Debug)]
pub(super) enum Tree {
    Leaf(Leaf),
    Group(Kind, Shape, Vec<Tree>),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Leaf {
    /// It waits for so many.
    pub(super) wakes: usize,
    pub(super) end: End,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum End {
    Succeeds,
    Fails,
    Panics,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Join,
    TryJoin,
    RaceOk,
    Select,
    Race,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    Tuple,
    Array,
    Vec,
}

/// No tree is deeper, or has wider groups.
const DEPTH: u32 = 4;
const WIDTH: usize = 3;

/// No tree has more leaves.
pub(super) const LEAVES: usize = WIDTH.pow(DEPTH);

/// A group, of leaves and groups.
pub(super) fn tree() -> impl Strategy<Value = Tree> {
    let end = prop_oneof![
        16 => Just(End::Succeeds),
        8 => Just(End::Fails),
        1 => Just(End::Panics),
    ];
    let leaf = (0..=2_usize, end).prop_map(|(wakes, end)| Tree::Leaf(Leaf { wakes, end }));
    group(leaf.prop_recursive(DEPTH - 1, 24, WIDTH as u32, group))
}

fn group(child: impl Strategy<Value = Tree>) -> impl Strategy<Value = Tree> {
    let kind = select(vec![
        Kind::Join,
        Kind::TryJoin,
        Kind::RaceOk,
        Kind::Select,
        Kind::Race,
    ]);
    let shape = select(vec![Shape::Tuple, Shape::Array, Shape::Vec]);
    (kind, shape, vec(child, 2..=WIDTH))
        .prop_map(|(kind, shape, children)| Tree::Group(kind, shape, children))
}

impl Tree {
    /// How many wakes each leaf waits for, in index order.
    pub(super) fn wakes(&self) -> Vec<usize> {
        match self {
            Tree::Leaf(leaf) => vec![leaf.wakes],
            Tree::Group(_, _, children) => children.iter().flat_map(Tree::wakes).collect(),
        }
    }
}
