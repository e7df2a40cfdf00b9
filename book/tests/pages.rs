//! The book as a whole: it builds, and what is missing or dead in it fails the build.

use std::fs;
use std::path::{Path, PathBuf};

use longhand_book::page::Page;
use longhand_book::{book, coverage, directive, links, repository, unsafety};

fn page(path: &str, text: &str) -> Page {
    Page {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

/// A folder that is gone with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("longhand-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn write(&self, file: &str, text: &str) {
        let file = self.0.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that cannot be removed is one more in the folder for them.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_book_builds() {
    let report = book::build(&repository()).unwrap().to_string();
    assert!(report.contains("links lead somewhere"), "{report}");
}

#[test]
fn as_a_preprocessor_it_expands_the_same_pages() {
    let content = "{{#bytes yield_now}}";
    let chapter = serde_json::json!({ "Chapter": {
        "name": "A page", "content": content, "number": null, "sub_items": [],
        "path": "page.md", "source_path": "page.md", "parent_names": [],
    }});
    let asked = serde_json::json!([{}, { "items": [chapter] }]).to_string();
    let given = book::preprocess(&repository(), &asked).unwrap();
    assert!(given.contains("size_of_val"), "{given}");

    let unknown = asked.replace("yield_now", "yield_later");
    let error = book::preprocess(&repository(), &unknown)
        .unwrap_err()
        .to_string();
    assert!(error.contains("book/src/page.md:1: "), "{error}");
}

#[test]
fn a_dead_link_is_told_of_by_page_and_line() {
    let out = Folder::new("links");
    out.write(
        "one.html",
        r##"<h1 id="one">One</h1><a href="two.html#here">x</a><a href="#one">x</a>"##,
    );
    out.write(
        "two.html",
        r##"<a href="one.html#two">x</a> <a href="three.html">x</a>"##,
    );
    let pages = [
        page("one.md", "# One\n[x](two.md#here)\n[x](#one)\n"),
        page("two.md", "[x](one.md#two)\n\n[x](three.md)\n"),
    ];
    let (alive, faults) = links::check(&out.0, &pages).unwrap();
    let mut faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    faults.sort();
    assert_eq!(alive, 1);
    assert_eq!(
        faults,
        [
            "book/src/one.md:2: a dead link: two.md#here",
            "book/src/two.md:1: a dead link: one.md#two",
            "book/src/two.md:3: a dead link: three.md",
        ]
    );
}

#[test]
fn a_public_item_is_shown_or_waived_and_not_both() {
    let root = Folder::new("items");
    root.write(
        "src/lib.rs",
        "pub fn shown() {}\npub struct Hidden;\nfn own() {}\n",
    );
    root.write("src/net/mod.rs", "pub struct Socket;\n");
    let wrong = |waived: &str, text: &str| check(&root.0, waived, text);
    let shows = "{{#code src/lib.rs shown}}";

    let whole = "src/net/: to come\nsrc/lib.rs Hidden: to come\n";
    assert_eq!(wrong(whole, shows), Vec::<String>::new());
    let [unshown] = &wrong("src/net/: to come\n", shows)[..] else {
        panic!()
    };
    assert!(unshown.starts_with("src/lib.rs Hidden: no page shows it"));
    let [both] = &wrong("src/: to come\n", shows)[..] else {
        panic!()
    };
    assert!(both.starts_with("book/waived.txt:1: src/lib.rs shown is shown"));
    let [nothing] = &wrong(&format!("{whole}src/gone.rs: to come\n"), shows)[..] else {
        panic!()
    };
    assert!(nothing.starts_with("book/waived.txt:3: there is nothing to waive"));

    root.write("book/waived.txt", "src/net/ to come\n");
    assert!(
        coverage::check(&root.0, &[]).is_err(),
        "a waiver without a reason"
    );
}

fn check(root: &Path, waived: &str, text: &str) -> Vec<String> {
    fs::create_dir_all(root.join("book")).unwrap();
    fs::write(root.join("book/waived.txt"), waived).unwrap();
    coverage::check(root, &[page("page.md", text)]).unwrap()
}

/// A file whose one block says why it is safe.
const SAFE: &str = r#"//! - I1: it is there.
#![expect(unsafe_code, reason = "a pointer")]
fn read(it: *const u8) -> u8 {
    // SAFETY: I1, as the head says.
    unsafe { it.read() }
}
"#;

/// A repository in which `SAFE` with this change stands, and what a page with this directive says of it.
fn told(name: &str, (from, to): (&str, &str), text: &str) -> Result<String, String> {
    let root = Folder::new(name);
    root.write("src/read.rs", &SAFE.replace(from, to));
    root.write("src/plain.rs", "fn plain() {}\n");
    root.write(
        "tests/it/read.rs",
        "#[test]\nfn it_reads() {}\nfn helper() {}\n",
    );
    root.write(
        "tests/loom_read.rs",
        "#![cfg(longhand_loom)]\n#[test]\nfn it_reads() {}\n",
    );
    let script =
        "RUSTFLAGS=-Zsanitizer=address cargo test --test it\nelse\ncargo test --test loom\n";
    root.write(".ci/run", script);
    let mut faults = Vec::new();
    let page = page("page.md", text);
    let shown = directive::expand(&root.0, &page, &mut faults);
    match (unsafety::check(&root.0, &[page]), &faults[..]) {
        (Ok(wrong), []) if wrong.is_empty() => Ok(shown),
        (wrong, faults) => Err(format!("{wrong:?} {faults:?}")),
    }
}

#[test]
fn unsafe_code_says_why_and_what_checks_it() {
    let good = "{{#unsafe src/read.rs\ntest: tests/it/read.rs it_reads\n}}";
    let shown = told("safe", ("", ""), good).unwrap();
    for part in [
        "A pointer.",
        "1 block",
        "**I1**: it is there.",
        "cited once",
        "I1, as the head says.",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(
        shown.contains("also under AddressSanitizer: tests/it/read.rs, line 2"),
        "{shown}"
    );

    let fails = |name: &str, change: (&str, &str), text: &str, says: &str| {
        let words = told(name, change, text).unwrap_err();
        assert!(words.contains(says), "{words}");
    };
    let silent = ("    // SAFETY: I1, as the head says.\n", "");
    fails("silent", silent, good, "line 4: nobody says why it is safe");
    let second = (
        "unsafe { it.read() }",
        "unsafe { it.read() };\n    unsafe { it.read() }",
    );
    fails("second", second, good, "line 6: nobody says why it is safe");
    fails(
        "cites",
        ("SAFETY: I1", "SAFETY: I2"),
        good,
        "line 5 cites I2",
    );
    fails("reason", ("reason", "because"), good, "it gives no reason");
    fails(
        "page",
        ("", ""),
        "Prose.",
        "src/read.rs has `unsafe` that no page shows",
    );
    fails(
        "twice",
        ("", ""),
        &format!("{good} {good}"),
        "is shown twice",
    );
    fails(
        "unchecked",
        ("", ""),
        "{{#unsafe src/read.rs}}",
        "nothing checks it",
    );
    let asks = |check: &str| format!("{{{{#unsafe src/read.rs\ntest: {check}\n}}}}");
    fails(
        "gone",
        ("", ""),
        &asks("tests/it/read.rs it_writes"),
        "has no test `it_writes`",
    );
    fails(
        "helper",
        ("", ""),
        &asks("tests/it/read.rs helper"),
        "has no test `helper`",
    );
    fails(
        "unrun",
        ("", ""),
        &asks("tests/loom_read.rs it_reads"),
        "does not run the models",
    );
    fails(
        "case",
        ("", ""),
        &asks("ui-tests/reading it_is_read"),
        "there is no case",
    );
    fails(
        "plain",
        ("", ""),
        "{{#unsafe src/plain.rs\n}}",
        "has no `unsafe`",
    );
}

#[test]
fn words_are_in_order_and_each_says_where_it_is_shown() {
    let text = fs::read_to_string(repository().join("book/src/words.md")).unwrap();
    let (_, words) = text.split_once("\n\n").unwrap();
    let (_, words) = words.split_once("\n\n").unwrap();
    let mut before = String::new();
    for entry in words.split("\n\n") {
        let (word, meaning) = entry.split_once("\n: ").expect(entry);
        assert!(meaning.contains(".md"), "{word} is shown nowhere");
        let word = word.to_lowercase();
        assert!(before < word, "{before} stands before {word}");
        before = word;
    }
    assert_eq!(before, "waker");
}
