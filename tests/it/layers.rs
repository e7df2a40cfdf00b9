//! The sources themselves: who may import from whom, twins that stand alone, and `unsafe` that is
//! asked for by name.

use std::fs;
use std::path::{Path, PathBuf};

/// What a module may build upon, from the lowest. A module is in the layer of the feature that its
/// `mod` stands behind, and of the module around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    Core,
    Alloc,
    Std,
    Net,
}

struct Source {
    path: PathBuf,
    layer: Layer,
    text: String,
}

#[test]
fn a_module_imports_from_its_own_layer_and_from_those_below() {
    let top = modules(&read(&src().join("lib.rs")), Layer::Core);
    let layer_of = |name: &str| top.iter().find(|module| module.name == name)?.layer.into();
    for source in sources() {
        for line in source.code() {
            for name in paths(line, "crate") {
                let layer: Option<Layer> = layer_of(name);
                let layer =
                    layer.unwrap_or_else(|| panic!("{}: whose is `{name}`?", source.at(line)));
                assert!(
                    layer <= source.layer,
                    "{} is below `{name}`",
                    source.at(line)
                );
            }
            let reaches_for = |library| paths(line, library).next().is_some();
            if reaches_for("alloc") {
                assert!(
                    source.layer >= Layer::Alloc,
                    "{} has no allocator",
                    source.at(line)
                );
            }
            if reaches_for("std") {
                assert!(
                    source.layer >= Layer::Std,
                    "{} has no `std`",
                    source.at(line)
                );
            }
        }
    }
}

#[test]
fn the_stanzas_of_lib_rs_are_the_layers() {
    let text = read(&src().join("lib.rs"));
    let mut stanzas = text.split("// -- ").skip(1).map(|stanza| {
        let (title, modules_of_it) = stanza.split_once(" --\n").expect("a title ends");
        (title, modules(modules_of_it, Layer::Core))
    });
    for (title, layer) in [
        ("core: no alloc", Layer::Core),
        ("alloc", Layer::Alloc),
        ("std", Layer::Std),
        ("net", Layer::Net),
    ] {
        let (found, modules) = stanzas.next().expect("four stanzas");
        assert_eq!(found, title);
        for module in modules {
            assert_eq!(
                module.layer, layer,
                "`{}` stands under `{title}`",
                module.name
            );
        }
    }
    assert!(stanzas.next().is_none());
}

#[test]
fn twins_name_each_other_in_the_first_line_and_use_each_other_nowhere() {
    let mut twins = 0;
    for source in sources() {
        let name = source.path.file_name().expect("a source is a file");
        let (own, other) = match name.to_str() {
            Some("longhand.rs") => ("longhand", "shorthand"),
            Some("shorthand.rs") => ("shorthand", "longhand"),
            _ => continue,
        };
        twins += 1;
        let twin = source.path.with_file_name(format!("{other}.rs"));
        assert!(twin.exists(), "{own}.rs of {} is alone", twin.display());
        let first_line = source.text.lines().next().unwrap_or_default();
        let named = format!("Twin: `{other}.rs`.");
        assert!(
            first_line.contains(&named),
            "{} does not name its twin",
            source.at(first_line)
        );
        for line in source.code() {
            assert!(
                !line.contains(&format!("{other}::")),
                "{} uses its twin",
                source.at(line)
            );
        }
        if own == "shorthand" {
            let is_safe = source.text.contains("#![forbid(unsafe_code)]");
            assert!(is_safe, "{} may be unsafe", source.path.display());
        }
    }
    assert!(twins >= 10, "five folders have twins at least");
}

#[test]
fn a_file_with_unsafe_code_says_so_at_its_head() {
    for source in sources() {
        let is_unsafe = |line: &str| {
            ["unsafe {", "unsafe impl", "unsafe fn"]
                .iter()
                .any(|unsafety| line.contains(unsafety))
        };
        let head: String = source.text.split_whitespace().collect();
        let says_so = head.contains("#![expect(unsafe_code,");
        assert_eq!(
            source.code().any(is_unsafe),
            says_so,
            "{}",
            source.path.display()
        );
    }
}

/// Every file of the crate but `lib.rs`, which shows all layers to the world.
fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    let lib = read(&src().join("lib.rs"));
    collect(&src(), modules(&lib, Layer::Core), &mut sources);
    assert!(
        sources.len() > 20,
        "the crate has more files than {}",
        sources.len()
    );
    sources
}

/// The files of `modules`, which `folder` holds, and of those within.
fn collect(folder: &Path, modules_of_it: Vec<Module>, sources: &mut Vec<Source>) {
    for Module { name, layer } in modules_of_it {
        let within = folder.join(&name);
        let file = folder.join(format!("{name}.rs"));
        let path = if file.exists() {
            file
        } else {
            within.join("mod.rs")
        };
        let text = read(&path);
        collect(&within, modules(&text, layer), sources);
        sources.push(Source { path, layer, text });
    }
}

struct Module {
    name: String,
    layer: Layer,
}

/// The modules that a file declares, in the layer `around` or in that of their own feature.
fn modules(text: &str, around: Layer) -> Vec<Module> {
    let mut modules = Vec::new();
    let mut layer = around;
    for line in text.lines() {
        layer = match line {
            "#[cfg(feature = \"alloc\")]" => Layer::Alloc,
            "#[cfg(feature = \"std\")]" => Layer::Std,
            "#[cfg(feature = \"net\")]" => Layer::Net,
            _ if line.starts_with("#[") => layer,
            _ => {
                let declared = line
                    .strip_suffix(';')
                    .and_then(|line| line.split_once("mod "));
                if let Some((visibility, name)) = declared {
                    if visibility.is_empty() || visibility.starts_with("pub") {
                        let name = name.to_owned();
                        modules.push(Module { name, layer });
                    }
                }
                around
            }
        };
    }
    modules
}

impl Source {
    /// Its lines, without comments.
    fn code(&self) -> impl Iterator<Item = &str> {
        let lines = self.text.lines();
        lines.map(|line| line.split("//").next().unwrap_or_default())
    }

    /// Where a line stands, for a person to find.
    fn at(&self, line: &str) -> String {
        format!("{}: `{}`", self.path.display(), line.trim())
    }
}

/// What follows `root::` wherever a line has it: the `a` of each `root::a::b`.
fn paths<'a>(line: &'a str, root: &str) -> impl Iterator<Item = &'a str> {
    let root = format!("{root}::");
    let starts: Vec<_> = line.match_indices(&root).map(|(at, _)| at).collect();
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    starts.into_iter().filter_map(move |at| {
        let is_root = !line[..at].ends_with(|c| is_part(c) || c == ':');
        let rest = &line[at + root.len()..];
        is_root.then(|| rest.split(|c| !is_part(c)).next().unwrap_or_default())
    })
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
