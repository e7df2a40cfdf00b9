//! [`Server`]: a server in a process of its own.

use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// The argument before the name of the server to be.
pub(crate) const SERVE: &str = "--serve";

pub(crate) struct Server {
    process: Child,
    asking: ChildStdin,
    answers: BufReader<ChildStdout>,
    pub(crate) address: SocketAddr,
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

    /// Bytes that are in memory of its own, and not of a file.
    pub(crate) fn resident(&self) -> io::Result<u64> {
        let told = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = told.lines().find_map(|line| line.strip_prefix("RssAnon:"));
        Ok(first_number(line.unwrap_or_default())? * 1_024)
    }

    /// Bytes that it has allocated and not freed.
    pub(crate) fn live(&mut self) -> io::Result<u64> {
        self.asking.write_all(b"?\n")?;
        number(&mut self.answers)
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

fn number(answers: &mut impl BufRead) -> io::Result<u64> {
    let mut line = String::new();
    answers.read_line(&mut line)?;
    first_number(&line)
}

fn first_number(text: &str) -> io::Result<u64> {
    let word = text.split_whitespace().next().unwrap_or_default();
    word.parse().map_err(io::Error::other)
}
