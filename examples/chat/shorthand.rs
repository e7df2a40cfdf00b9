//! A connection as an `async fn`. Twin: `longhand.rs`.

use std::io;
use std::time::Duration;

use longhand::channel::mpsc::Receiver;
use longhand::net::TcpStream;
use longhand::shorthand::mpsc::recv;
use longhand::shorthand::net::{read, write_all};
use longhand::shorthand::{race, sleep, timeout, yield_now};

use super::room::{Line, Member};
use super::{LINE, STEPS};

/// Says what comes, and writes what is heard, until one of them ends.
pub(crate) async fn chat(
    stream: TcpStream,
    (member, heard): (Member, Receiver<Line>),
    patience: Duration,
) -> io::Result<()> {
    race((say(&stream, &member), hear(&stream, heard, patience))).await
}

async fn say(stream: &TcpStream, member: &Member) -> io::Result<()> {
    let (mut text, mut buffer) = (Vec::new(), [0; LINE]);
    let mut steps = 0;
    loop {
        while let Some(end) = text.iter().position(|&byte| byte == b'\n') {
            let saying = member.say(&text[..=end]);
            text.drain(..=end);
            saying.await;
        }
        let room = LINE - text.len();
        if room == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        match read(stream, &mut buffer[..room]).await? {
            0 => return Ok(()),
            read => text.extend_from_slice(&buffer[..read]),
        }
        steps += 1;
        if steps % STEPS == 0 {
            yield_now().await;
        }
    }
}

async fn hear(stream: &TcpStream, mut heard: Receiver<Line>, patience: Duration) -> io::Result<()> {
    while let Some(line) = recv(&mut heard).await {
        match timeout(sleep(patience), write_all(stream, &line)).await {
            Ok(written) => written?,
            Err(_) => return Err(io::ErrorKind::TimedOut.into()),
        }
    }
    Ok(())
}
