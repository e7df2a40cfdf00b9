//! [`Server`]: a server in a process of its own.

use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// The argument before the name of the server to be.
pub(crate) const SERVE: &str = "--serve";

pub(crate) struct Server {
    process: Child,
    asking: ChildStdin,
    answers: BufReader<ChildStdout>,
    pub(crate) address: SocketAddr,
}

/// Bytes of a server.
pub(crate) struct Memory {
    /// That it has allocated and not freed.
    pub(crate) live: u64,
    /// That are in memory of its own, and not of a file.
    pub(crate) resident: u64,
}

impl Server {
    /// Starts the server of this name.
    pub(crate) fn start(name: &str) -> io::Result<Self> {
        Server::wait_for(Command::new(env::current_exe()?).args([SERVE, name]))
    }

    /// Starts it so that its instructions are counted.
    pub(crate) fn start_counted(name: &str) -> io::Result<Self> {
        let mut valgrind = Command::new("valgrind");
        valgrind
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(env::current_exe()?)
            .args([SERVE, name])
            .stderr(Stdio::piped());
        Server::wait_for(&mut valgrind)
    }

    fn wait_for(command: &mut Command) -> io::Result<Self> {
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = pipes.spawn()?;
        let asking = process.stdin.take().expect("it is piped");
        let mut answers = BufReader::new(process.stdout.take().expect("it is piped"));
        let port = number(&mut answers)?;
        Ok(Server {
            process,
            asking,
            answers,
            address: (Ipv4Addr::LOCALHOST, port as u16).into(),
        })
    }

    /// Nanoseconds that its threads were on a processor.
    pub(crate) fn nanoseconds(&self) -> io::Result<u64> {
        let mut sum = 0;
        for thread in fs::read_dir(format!("/proc/{}/task", self.process.id()))? {
            let told = fs::read_to_string(thread?.path().join("schedstat"))?;
            sum += first_number(&told)?;
        }
        Ok(sum)
    }

    /// Returns when all its threads wait.
    pub(crate) fn wait_until_it_sleeps(&self) -> io::Result<()> {
        while !self.sleeps()? {
            thread::yield_now();
        }
        Ok(())
    }

    fn sleeps(&self) -> io::Result<bool> {
        for thread in fs::read_dir(format!("/proc/{}/task", self.process.id()))? {
            let told = fs::read_to_string(thread?.path().join("stat"))?;
            // The state is behind the name, which may have anything in it but is in brackets.
            if !told
                .rsplit(')')
                .next()
                .is_some_and(|rest| rest.starts_with(" S"))
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What it has of memory when it has done all that it can.
    pub(crate) fn memory(&mut self) -> io::Result<Memory> {
        self.wait_until_it_sleeps()?;
        self.asking.write_all(b"?\n")?;
        let live = number(&mut self.answers)?;
        // Of all pages, one by one: the sums in `status` are of some time ago.
        let told = fs::read_to_string(format!("/proc/{}/smaps_rollup", self.process.id()))?;
        let line = told
            .lines()
            .find_map(|line| line.strip_prefix("Anonymous:"));
        let resident = first_number(line.unwrap_or_default())? * 1_024;
        Ok(Memory { live, resident })
    }

    /// Ends it, and says how many instructions were counted, if they were.
    pub(crate) fn end(self) -> io::Result<Option<u64>> {
        drop(self.asking);
        let output = self.process.wait_with_output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        let counted = said
            .lines()
            .find_map(|line| line.split_once("Collected :"))
            .map(|(_, count)| first_number(count));
        counted.transpose()
    }
}

/// As many descriptors as a process may have here, for this one and for the servers that it starts.
pub(crate) fn allow_descriptors() -> io::Result<()> {
    let limit = getrlimit(Resource::Nofile);
    let most = Rlimit {
        current: limit.maximum,
        ..limit
    };
    Ok(setrlimit(Resource::Nofile, most)?)
}

fn number(answers: &mut impl BufRead) -> io::Result<u64> {
    let mut line = String::new();
    answers.read_line(&mut line)?;
    first_number(&line)
}

fn first_number(text: &str) -> io::Result<u64> {
    let word = text.split_whitespace().next().unwrap_or_default();
    word.parse().map_err(io::Error::other)
}
