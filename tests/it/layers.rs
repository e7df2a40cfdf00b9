//! The sources themselves: who may import from whom, twins that stand alone, and `unsafe` that is
//! asked for at the head of a file.

use std::fs;
use std::path::{Path, PathBuf};

/// What a module may build upon, from the lowest. A module is in the layer of the feature that its
/// `mod` stands behind, or else in that of the module around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    Core,
    Alloc,
    Std,
    Net,
}

const FEATURES: [(&str, Layer); 4] = [
    ("#[cfg(feature = \"alloc\")]", Layer::Alloc),
    ("#[cfg(feature = \"std\")]", Layer::Std),
    ("#[cfg(feature = \"net\")]", Layer::Net),
    ("#[cfg(feature = \"futures-io\")]", Layer::Net),
];

const STANZAS: [(&str, Layer); 4] = [
    ("core: no alloc", Layer::Core),
    ("alloc", Layer::Alloc),
    ("std", Layer::Std),
    ("net", Layer::Net),
];

#[test]
fn a_module_imports_from_its_own_layer_and_from_those_below() {
    let (top, sources) = (modules(&lib(), Layer::Core), sources());
    let of_a_module = |name: &str| {
        top.iter()
            .find(|module| module.name == name)
            .map(|module| module.layer)
    };
    // A macro that is exported stands at the root, wherever it is written.
    let of_a_macro = |name: &str| {
        let exported = format!("#[macro_export]\nmacro_rules! {name} {{");
        let source = sources
            .iter()
            .find(|source| source.text.contains(&exported));
        source.map(|source| source.layer)
    };
    let needs = |line: &str| {
        let of_the_crate = paths(line, "crate").map(|name| {
            let layer = of_a_module(name).or_else(|| of_a_macro(name));
            layer.unwrap_or_else(|| panic!("whose is `{name}` in `{line}`?"))
        });
        let of_alloc = paths(line, "alloc").map(|_| Layer::Alloc);
        let of_std = paths(line, "std").map(|_| Layer::Std);
        of_the_crate.chain(of_alloc).chain(of_std).max()
    };
    none(|source, line| needs(line) > Some(source.layer));
}

#[test]
fn the_stanzas_of_lib_rs_are_the_layers() {
    let lib = lib();
    let stanzas: Vec<_> = lib.split("// -- ").skip(1).collect();
    assert_eq!(stanzas.len(), STANZAS.len());
    for (stanza, (title, layer)) in stanzas.into_iter().zip(STANZAS) {
        assert!(stanza.starts_with(&format!("{title} --\n")), "{stanza}");
        for module in modules(stanza, Layer::Core) {
            assert_eq!(
                module.layer, layer,
                "`{}` stands under `{title}`",
                module.name
            );
        }
    }
}

#[test]
fn twins_name_each_other_in_the_first_line() {
    let mut twins = sources();
    twins.retain(|source| source.twin().is_some());
    assert!(twins.len() >= 20, "there are more than {}", twins.len());
    for source in twins {
        let twin = source.twin().unwrap_or_default();
        let path = source.path.with_file_name(twin);
        assert!(path.exists(), "{} has no twin", source.path.display());
        let first_line = source.text.lines().next().unwrap_or_default();
        assert!(
            first_line.contains(&format!("Twin: `{twin}`.")),
            "{first_line}"
        );
    }
}

#[test]
fn no_twin_uses_the_other() {
    none(|source, line| match source.twin() {
        Some("longhand.rs") => line.contains("longhand::"),
        Some(_) => line.contains("shorthand::"),
        None => false,
    });
}

#[test]
fn shorthand_forbids_unsafe_code() {
    for source in sources() {
        let forbids = source.text.contains("\n#![forbid(unsafe_code)]\n");
        let is_shorthand = source.twin() == Some("longhand.rs");
        assert!(
            forbids || !is_shorthand,
            "{} does not",
            source.path.display()
        );
    }
}

#[test]
fn a_file_with_unsafe_code_says_so_at_its_head() {
    for source in sources() {
        let unsafety = ["unsafe {", "unsafe impl", "unsafe fn"];
        let is_unsafe = source
            .code()
            .any(|line| unsafety.iter().any(|word| line.contains(word)));
        let text: String = source.text.split_whitespace().collect();
        let says_so = text.contains("#![expect(unsafe_code,");
        assert_eq!(is_unsafe, says_so, "{}", source.path.display());
    }
}

/// Fails with all lines of code that are wrong.
fn none(is_wrong: impl Fn(&Source, &str) -> bool) {
    let mut wrong = Vec::new();
    for source in sources() {
        let lines = source.code().filter(|line| is_wrong(&source, line));
        wrong.extend(lines.map(|line| format!("{}: {line}", source.path.display())));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

pub(crate) struct Source {
    pub(crate) path: PathBuf,
    layer: Layer,
    pub(crate) text: String,
}

impl Source {
    /// Its lines, without comments.
    fn code(&self) -> impl Iterator<Item = &str> {
        let lines = self.text.lines();
        lines.map(|line| line.split("//").next().unwrap_or_default())
    }

    /// The name of the file that must stand beside it.
    fn twin(&self) -> Option<&'static str> {
        match self.path.file_name()?.to_str()? {
            "longhand.rs" => Some("shorthand.rs"),
            "shorthand.rs" => Some("longhand.rs"),
            _ => None,
        }
    }
}

/// Every file of the crate but `lib.rs`, which shows all layers to the world.
pub(crate) fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    collect(&src(), modules(&lib(), Layer::Core), &mut sources);
    sources
}

/// The files of `modules`, which `folder` holds, and those within.
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

/// The modules that a file declares: each in the layer of its feature, or else in that `around` it.
fn modules(text: &str, around: Layer) -> Vec<Module> {
    let mut modules = Vec::new();
    let mut layer = around;
    for line in text.lines() {
        let name = ["mod ", "pub mod ", "pub(crate) mod "]
            .into_iter()
            .find_map(|start| line.strip_prefix(start)?.strip_suffix(';'));
        if let Some(name) = name {
            let name = name.to_owned();
            modules.push(Module { name, layer });
        }
        let feature = FEATURES.into_iter().find(|(cfg, _)| *cfg == line);
        layer = feature.map_or(around, |(_, layer)| layer);
    }
    modules
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

fn lib() -> String {
    read(&src().join("lib.rs"))
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
