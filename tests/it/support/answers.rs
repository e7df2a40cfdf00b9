//! [`Answers`] and [`Winner`]: what a group has said, however its children stand together.

use longhand::{OneOf2, OneOf3};

/// The answers of all children.
pub(crate) trait Answers<T> {
    /// In index order.
    fn list(self) -> Vec<T>;
}

impl<T> Answers<T> for (T, T) {
    fn list(self) -> Vec<T> {
        <[T; 2]>::from(self).into()
    }
}

impl<T> Answers<T> for (T, T, T) {
    fn list(self) -> Vec<T> {
        <[T; 3]>::from(self).into()
    }
}

impl<T, const N: usize> Answers<T> for [T; N] {
    fn list(self) -> Vec<T> {
        self.into()
    }
}

impl<T> Answers<T> for Vec<T> {
    fn list(self) -> Vec<T> {
        self
    }
}

/// The answer of one child.
pub(crate) trait Winner<T> {
    /// Who it is, and the answer.
    fn place(self) -> (usize, T);
}

impl<T> Winner<T> for OneOf2<T, T> {
    fn place(self) -> (usize, T) {
        match self {
            OneOf2::First(answer) => (0, answer),
            OneOf2::Second(answer) => (1, answer),
        }
    }
}

impl<T> Winner<T> for OneOf3<T, T, T> {
    fn place(self) -> (usize, T) {
        match self {
            OneOf3::First(answer) => (0, answer),
            OneOf3::Second(answer) => (1, answer),
            OneOf3::Third(answer) => (2, answer),
        }
    }
}

impl<T> Winner<T> for (usize, T) {
    fn place(self) -> (usize, T) {
        self
    }
}
