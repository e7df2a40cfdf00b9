//! The docs of all futures: each says what a cancel loses, in the words that `lib.rs` defines and
//! with a link to them.

use std::collections::BTreeSet;
use std::fs;

use crate::layers::{Source, sources};

/// What follows a grade.
const DEFINITION: &str = "](crate#cancel-safety)";

const GRADES: [&str; 4] = [
    "[*lossless*",
    "[as lossless",
    "[*loses place*",
    "[*loses data*",
];

#[test]
fn every_future_says_what_a_cancel_loses() {
    let sources = sources();
    let futures: BTreeSet<&str> = sources
        .iter()
        .flat_map(|source| futures(&source.text))
        .collect();
    assert!(futures.contains("UntilClosed") && futures.contains("Join"));
    let mut seen = 0;
    for source in &sources {
        for item in public_items(&source.text) {
            if item.is_future(&futures) {
                seen += 1;
                let graded = is_graded(&item.docs) || is_graded(&module_docs(source));
                assert!(
                    graded,
                    "{}: {} has no grade",
                    source.path.display(),
                    item.code
                );
            }
        }
    }
    assert!(seen > 70, "{seen} futures are left");
}

#[test]
fn a_grade_is_one_of_the_words_with_a_link_to_what_they_mean() {
    let link = |words: &str| format!("Waits. {words}(crate#cancel-safety): it goes on.");
    for words in [
        "[*Lossless*]",
        "[As lossless]",
        "[*loses place*]",
        "[*loses data*]",
    ] {
        assert!(is_graded(&link(words)), "{words}");
    }
    for words in ["[lossless]", "[harmless]", "[*lossless*] as [any]"] {
        assert!(!is_graded(&link(words)), "{words}");
    }
    assert!(!is_graded("*Lossless*: it goes on."));
}

#[test]
fn a_future_is_a_type_a_trait_of_types_or_what_is_async() {
    let text = "\
impl<T> Future for Wait<T> {}

/// A future.
#[must_use]
pub struct Wait<T>(T);

/// No future.
pub struct Time;

impl Time {
    /// The type.
    pub fn wait(
        &self,
    ) -> super::Wait<u8>
    where
        u8: Copy;

    /// A closure's type is not the function's.
    pub fn now(&self, wait: impl Fn() -> Wait<u8>) -> u8 {}

    fn private(&self) -> Wait<u8> {}

    /// It is async.
    pub async fn sleep() {}
}

/// A trait.
pub trait Waits {
    /// One of the trait's.
    type Waiting: Future<Output = ()>;

    /// The trait's.
    fn waits(self) -> Self::Waiting;
}

/// Any.
pub fn any<W: Waits>(waits: W) -> impl Future<Output = u8> {}
";
    let futures: BTreeSet<&str> = futures(text).collect();
    assert_eq!(futures, ["Wait", "Waiting"].into());
    let found = public_items(text).filter(|item| item.is_future(&futures));
    let docs: Vec<String> = found.map(|item| item.docs).collect();
    let expected = [
        "A future.",
        "The type.",
        "It is async.",
        "The trait's.",
        "Any.",
    ];
    assert_eq!(docs, expected);
}

fn is_graded(docs: &str) -> bool {
    let docs = docs.to_lowercase();
    let before = docs.match_indices(DEFINITION).map(|(at, _)| &docs[..at]);
    before
        .into_iter()
        .any(|before| GRADES.iter().any(|grade| before.ends_with(grade)))
}

/// What the file says of itself, and the folder that it is in.
fn module_docs(source: &Source) -> String {
    let folder = fs::read_to_string(source.path.with_file_name("mod.rs")).unwrap_or_default();
    docs(source.text.lines().chain(folder.lines()), "//!")
}

/// The docs among these lines, as one.
fn docs<'a>(lines: impl Iterator<Item = &'a str>, mark: &str) -> String {
    let words = lines.filter_map(|line| line.trim_start().strip_prefix(mark));
    words.map(str::trim).collect::<Vec<_>>().join(" ")
}

/// The types that are futures, and those of which a trait says it.
fn futures(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        if line.starts_with("impl") {
            return line.split_once(" Future for ").map(|(_, name)| word(name));
        }
        let (name, bounds) = line.trim_start().strip_prefix("type ")?.split_once(": ")?;
        bounds.starts_with("Future").then_some(name)
    })
}

struct Item {
    docs: String,
    /// From its first word to the brace that opens.
    code: String,
}

impl Item {
    fn is_future(&self, futures: &BTreeSet<&str>) -> bool {
        if let Some((_, name)) = self.code.split_once("struct ") {
            return futures.contains(word(name));
        }
        let signature = self.code.split(" where ").next().unwrap_or_default();
        // The last arrow: what an argument returns is its own.
        let Some((_, returned)) = signature.rsplit_once(") -> ") else {
            return self.code.contains("async fn ");
        };
        let name = returned.split('<').next().unwrap_or_default();
        let last = name.rsplit("::").next().unwrap_or_default();
        self.code.contains("async fn ")
            || returned.starts_with("impl Future")
            || futures.contains(word(last))
    }
}

/// The structs and functions that anybody may use, also those of a trait.
fn public_items(text: &str) -> impl Iterator<Item = Item> {
    let lines: Vec<&str> = text.lines().collect();
    let mut in_trait = false;
    let mut items = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        in_trait = line.starts_with("pub trait ") || (in_trait && *line != "}");
        let code = line.trim_start();
        let code = code
            .strip_prefix("pub ")
            .or(in_trait.then_some(code))
            .unwrap_or_default();
        if ["fn ", "async fn ", "const fn ", "struct "]
            .iter()
            .any(|start| code.starts_with(start))
        {
            let above = lines[..index]
                .iter()
                .rev()
                .take_while(|line| !line.is_empty());
            let above: Vec<&str> = above.copied().collect();
            let docs = docs(above.into_iter().rev(), "///");
            items.push(Item {
                docs,
                code: head(&lines[index..]),
            });
        }
    }
    items.into_iter()
}

/// The lines of an item up to the end of its head, as one.
fn head(lines: &[&str]) -> String {
    let last = lines
        .iter()
        .position(|line| line.ends_with(['{', ';', '}']));
    let head = lines.iter().take(last.map_or(lines.len(), |last| last + 1));
    head.map(|line| line.trim()).collect::<Vec<_>>().join(" ")
}

/// The name at the beginning.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    &text[..end.unwrap_or(text.len())]
}
