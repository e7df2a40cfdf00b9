//! `{{#test FILE NAME}}`: what checks a claim, by its real name, and how it is run.
//!
//! A test is a function with `#[test]`, also in a macro, or one that a macro of its file makes tests of.
//! What the compiler refuses is a case: `{{#test ui-tests/PROPERTY SENTENCE}}`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context, Result, bail, ensure};
use proc_macro2::{TokenStream, TokenTree};
use regex::Regex;
use syn::{Attribute, Item};

/// Where the tests are.
const SCRIPT: &str = ".ci/run";

/// How a check is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// By loom, in every interleaving or in those that the file names.
    Model,
    /// By `cargo test`, and once more under AddressSanitizer.
    Sanitized,
    /// By `cargo test`.
    Run,
    /// By the compiler, which says no.
    Refused,
}

/// What checks a claim.
#[derive(Clone, Debug)]
pub struct Check {
    file: String,
    name: String,
    line: Option<usize>,
    /// How it is run.
    pub kind: Kind,
}

impl Check {
    /// A line of Markdown.
    pub fn shown(&self) -> String {
        let Check { file, name, .. } = self;
        let how = match self.kind {
            Kind::Model => "model, tried by loom",
            Kind::Sanitized => "test, also under AddressSanitizer",
            Kind::Run => "test",
            Kind::Refused => "does not compile",
        };
        let place = match self.line {
            Some(line) => format!("{file}, line {line}"),
            None => format!("{file}/{name}.rs"),
        };
        format!("`{name}` <span class=\"checked\">{how}: {place}</span>")
    }
}

/// The directive: a line of its own.
pub fn test(root: &Path, argument: &str) -> Result<String> {
    Ok(format!(
        "<div class=\"checks\">\n\n- {}\n\n</div>",
        find(root, argument)?.shown()
    ))
}

/// `FILE NAME`, if there is such a check and the script runs it.
pub fn find(root: &Path, argument: &str) -> Result<Check> {
    let (file, name) = argument
        .split_once(char::is_whitespace)
        .context("a check is `FILE NAME`")?;
    let (file, name) = (file.to_owned(), name.trim().to_owned());
    if file.starts_with("ui-tests/") {
        for ending in ["rs", "stderr"] {
            let case = root.join(&file).join(&name).with_extension(ending);
            ensure!(
                case.exists(),
                "there is no case `{file}/{name}` with its .{ending}"
            );
        }
        return Ok(Check {
            file,
            name,
            line: None,
            kind: Kind::Refused,
        });
    }
    let text = fs::read_to_string(root.join(&file));
    let text = text.with_context(|| format!("there is no file {file}"))?;
    let tests = tests(&text).with_context(|| file.clone())?;
    let Some(&line) = tests.get(&name) else {
        bail!("{file} has no test `{name}`");
    };
    let kind = Script::read(root)?.runs(&file, &text)?;
    Ok(Check {
        file,
        name,
        line: Some(line),
        kind,
    })
}

/// The tests of a file by name, with the line of each.
pub fn tests(text: &str) -> Result<BTreeMap<String, usize>> {
    let file = syn::parse_file(text)?;
    let mut functions = Functions::default();
    functions.look(&file.items);
    let Functions { tests, named, told } = functions;
    let by_macro = named
        .into_iter()
        .filter(|(name, _)| told.iter().any(|it| it == name));
    Ok(tests.into_iter().chain(by_macro).collect())
}

/// The functions of a file, and what its macros are told.
#[derive(Default)]
struct Functions {
    tests: Vec<(String, usize)>,
    named: Vec<(String, usize)>,
    told: Vec<String>,
}

impl Functions {
    fn look(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Fn(item) => {
                    let name = &item.sig.ident;
                    let found = (name.to_string(), name.span().start().line);
                    match has(&item.attrs, "test") && !has(&item.attrs, "ignore") {
                        true => self.tests.push(found),
                        false => self.named.push(found),
                    }
                }
                Item::Macro(item) => self.listen(item.mac.tokens.clone()),
                Item::Mod(item) => {
                    if let Some((_, items)) = &item.content {
                        self.look(items);
                    }
                }
                _ => {}
            }
        }
    }

    /// To what a macro is told, or is made of: `#[test] fn name`, and words that may be names.
    fn listen(&mut self, tokens: TokenStream) {
        let mut before: Option<TokenTree> = None;
        let mut is_test = false;
        for token in tokens {
            match &token {
                TokenTree::Ident(word) => {
                    let is_named = matches!(&before, Some(TokenTree::Ident(it)) if it == "fn");
                    match is_test && is_named {
                        true => {
                            let line = word.span().start().line;
                            self.tests.push((word.to_string(), line));
                        }
                        false => self.told.push(word.to_string()),
                    }
                    is_test &= word == "fn";
                }
                TokenTree::Group(group) => {
                    is_test = group.stream().to_string() == "test";
                    self.listen(group.stream());
                }
                _ => {}
            }
            before = Some(token);
        }
    }
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|it| it.path().is_ident(name))
}

/// What the script says of how tests are run.
struct Script {
    text: String,
    /// The tests that are run under the sanitizer.
    sanitized: Vec<String>,
    /// Words in the paths of those that are left out.
    skipped: Vec<String>,
}

impl Script {
    fn read(root: &Path) -> Result<Self> {
        static WORD: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"--(test|skip) (\w+)").expect("a valid expression"));
        let text = fs::read_to_string(root.join(SCRIPT)).context(SCRIPT)?;
        let mut script = Script {
            text,
            sanitized: Vec::new(),
            skipped: Vec::new(),
        };
        let (_, command) = script
            .text
            .split_once("-Zsanitizer=address")
            .context("the script runs no sanitizer")?;
        let (command, _) = command.split_once("\nelse").unwrap_or((command, ""));
        for (_, [option, word]) in WORD.captures_iter(command).map(|it| it.extract()) {
            match option {
                "test" => script.sanitized.push(word.to_owned()),
                _ => script.skipped.push(word.to_owned()),
            }
        }
        Ok(script)
    }

    fn runs(&self, file: &str, text: &str) -> Result<Kind> {
        let rest = file.strip_prefix("tests/");
        let binary = rest.and_then(|rest| rest.split(['/', '.']).next());
        let Some(binary) = binary else {
            return Ok(Kind::Run);
        };
        if text.contains("#![cfg(longhand_loom)]") {
            let runs = self.text.contains(&format!("--test {binary} "));
            ensure!(runs, "{SCRIPT} does not run the models of {file}");
            return Ok(Kind::Model);
        }
        let is_sanitized = self.sanitized.iter().any(|it| it == binary);
        let is_skipped = self.skipped.iter().any(|word| file.contains(word.as_str()));
        Ok(match is_sanitized && !is_skipped {
            true => Kind::Sanitized,
            false => Kind::Run,
        })
    }
}
