//! How the standard library says "not yet", each of them a run made when the book is built.

use std::fmt::Debug;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::channel;
use std::sync::{Mutex, OnceLock};
use std::thread;

use anyhow::Result;

/// A row each, in Markdown.
pub fn table() -> Result<String> {
    let mut table =
        String::from("| is it there? | not yet | it is | it never will be |\n|---|---|---|---|\n");
    for (what, answers) in rows()? {
        let [not_yet, there, never] = answers.map(|answer| match answer.is_empty() {
            true => "–".to_owned(),
            false => format!("`{answer}`"),
        });
        table.push_str(&format!("| `{what}` | {not_yet} | {there} | {never} |\n"));
    }
    Ok(table)
}

type Row = (&'static str, [String; 3]);

fn rows() -> Result<Vec<Row>> {
    Ok(vec![
        ("mpsc::Receiver::try_recv", received()),
        ("TcpStream::read, nonblocking", read()?),
        ("Mutex::try_lock", locked()),
        ("OnceLock::get", written()),
        ("JoinHandle::is_finished", finished()),
    ])
}

fn said(answer: impl Debug) -> String {
    format!("{answer:?}")
}

fn received() -> [String; 3] {
    let (sender, receiver) = channel();
    let not_yet = said(receiver.try_recv());
    // The receiver is in this function's hands, so the value arrives.
    let _ = sender.send(7);
    let there = said(receiver.try_recv());
    drop(sender);
    [not_yet, there, said(receiver.try_recv())]
}

fn read() -> Result<[String; 3]> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut peer = TcpStream::connect(listener.local_addr()?)?;
    let (mut stream, _) = listener.accept()?;
    stream.set_nonblocking(true)?;
    let mut buffer = [0];
    let mut ask = || match stream.read(&mut buffer) {
        Ok(bytes) => format!("Ok({bytes})"),
        Err(error) => format!("Err({:?})", error.kind()),
    };
    let not_yet = ask();
    let mut later = |not_yet: &str| loop {
        let answer = ask();
        if answer != not_yet {
            return answer;
        }
        thread::yield_now();
    };
    peer.write_all(&[7])?;
    let there = later(&not_yet);
    drop(peer);
    let never = later(&not_yet);
    Ok([not_yet, there, never])
}

fn locked() -> [String; 3] {
    let mutex = Mutex::new(7);
    let guard = mutex.lock();
    let not_yet = match mutex.try_lock() {
        Ok(_) => String::from("Ok(_)"),
        Err(error) => format!("Err({error:?})"),
    };
    drop(guard);
    let there = mutex.try_lock().map(|guard| *guard);
    [
        not_yet,
        said(there.ok()).replace("Some", "Ok"),
        String::new(),
    ]
}

fn written() -> [String; 3] {
    let cell = OnceLock::new();
    let not_yet = said(cell.get());
    cell.get_or_init(|| 7);
    [not_yet, said(cell.get()), String::new()]
}

fn finished() -> [String; 3] {
    let (sender, receiver) = channel::<()>();
    let thread = thread::spawn(move || receiver.recv().is_err());
    let not_yet = said(thread.is_finished());
    drop(sender);
    while !thread.is_finished() {
        thread::yield_now();
    }
    [not_yet, said(thread.is_finished()), String::new()]
}
