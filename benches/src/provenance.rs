//! [`Provenance`]: the machine, the day, the compiler and the peers that figures are from.

use std::fmt;
use std::fs;
use std::process::Command;

/// Where figures are from: names and values, in the order in which they are written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance(Vec<(String, String)>);

/// What is known here and today.
pub fn of_this_machine() -> Provenance {
    let known = [
        ("machine", machine()),
        ("caches", caches()),
        ("system", said_by("uname", &["-srm"])),
        ("date", said_by("date", &["-u", "+%Y-%m-%d"])),
        ("compiler", said_by("rustc", &["--version"])),
        ("valgrind", said_by("valgrind", &["--version"])),
        ("peers", peers()),
    ];
    Provenance(known.map(|(name, value)| (name.to_owned(), value)).into())
}

impl Provenance {
    /// Reads the lines `# name: value`.
    pub fn parse(lines: &[&str]) -> Option<Self> {
        let known = lines.iter().map(|line| {
            let (name, value) = line.strip_prefix("# ")?.split_once(": ")?;
            Some((name.to_owned(), value.to_owned()))
        });
        known.collect::<Option<_>>().map(Provenance)
    }

    /// The value of this name.
    pub fn get(&self, name: &str) -> &str {
        let known = self.0.iter().find(|(other, _)| other == name);
        known.map_or("unknown", |(_, value)| value)
    }

    /// The bytes of the caches for data, the nearest first.
    pub fn caches(&self) -> Vec<u64> {
        let sizes = self.get("caches").split(", ");
        sizes.filter_map(|size| size.parse().ok()).collect()
    }
}

impl fmt::Display for Provenance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|(name, value)| writeln!(f, "# {name}: {value}"))
    }
}

/// What a program of the system prints.
fn said_by(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let said = output
        .ok()
        .and_then(|output| String::from_utf8(output.stdout).ok());
    said.map_or("unknown".to_owned(), |said| said.trim().to_owned())
}

fn machine() -> String {
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus.lines().find(|line| line.starts_with("model name"));
    let model = model
        .and_then(|line| line.split_once(": "))
        .map_or("unknown", |(_, model)| model);
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    format!("{model}, {cores} cores")
}

/// The bytes of each cache for data, as Linux tells them.
fn caches() -> String {
    let about = |index: usize, what: &str| {
        let path = format!("/sys/devices/system/cpu/cpu0/cache/index{index}/{what}");
        fs::read_to_string(path)
            .ok()
            .map(|said| said.trim().to_owned())
    };
    let bytes = (0..8).filter_map(|index| {
        let data = about(index, "type")? != "Instruction";
        let kibibytes: u64 = about(index, "size")?.strip_suffix('K')?.parse().ok()?;
        data.then(|| (kibibytes * 1024).to_string())
    });
    bytes.collect::<Vec<_>>().join(", ")
}

/// The crates that the benches build upon, with the versions that this build has.
fn peers() -> String {
    /// What is measured, and what draws.
    const OURS: [&str; 2] = ["longhand", "plotters"];
    const LOCK: &str = include_str!("../../Cargo.lock");
    let package = |name: &str| {
        let name = format!("name = \"{name}\"\n");
        LOCK.split("[[package]]\n")
            .find(move |package| package.starts_with(&name))
    };
    let ours = package(env!("CARGO_PKG_NAME")).expect("it is in its own lock file");
    let (_, dependencies) = ours.split_once("dependencies = [").expect("there are some");
    let names = dependencies.split('"').skip(1).step_by(2);
    let versions = names
        .filter(|name| !OURS.contains(name))
        .filter_map(|dependency| {
            // Of a crate that is there in two versions it says which.
            let (name, version) = match dependency.split_once(' ') {
                Some((name, version)) => (name, version),
                None => (dependency, package(dependency)?.split('"').nth(3)?),
            };
            Some(format!("{name} {version}"))
        });
    versions.collect::<Vec<_>>().join(", ")
}
