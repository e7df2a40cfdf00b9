//! Many members of one room.

use std::collections::BTreeMap;
use std::future::Future;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream as Peer;
use std::pin::Pin;
use std::thread;
use std::time::Duration;

use longhand::net::TcpStream;

use crate::chat;
use crate::client::connect;
use crate::host::{Descriptors, Host, SPELLINGS, Spelling};
use crate::server::Limits;
use crate::soak::{assert_nothing_is_left, requests};

/// One connection of either spelling.
fn chat(
    spelling: Spelling,
    patience: Duration,
) -> impl FnMut(TcpStream) -> Pin<Box<dyn Future<Output = ()>>> {
    let room = chat::room::Room::new();
    move |stream| {
        let joined = room.join();
        match spelling {
            Spelling::Longhand => {
                let chat = chat::longhand::chat(stream, joined, patience);
                Box::pin(async { drop(chat.await) })
            }
            Spelling::Shorthand => {
                let chat = chat::shorthand::chat(stream, joined, patience);
                Box::pin(async { drop(chat.await) })
            }
        }
    }
}

/// Members that have joined, in the order of their numbers, which begin with one. Each but the first has
/// said `here`, which tells the first that it is.
fn join(host: &Host, members: usize) -> Vec<BufReader<Peer>> {
    let mut joined: Vec<BufReader<Peer>> = Vec::new();
    for number in 1..=members {
        joined.push(BufReader::new(connect(host.address)));
        if number > 1 {
            let newcomer = joined[number - 1].get_mut();
            newcomer.write_all(b"here\n").expect("it is served");
            assert_eq!(hear(&mut joined[0]), (number, "here".to_owned()));
        }
    }
    joined
}

/// The next line: whose it is, and what.
fn hear(member: &mut impl BufRead) -> (usize, String) {
    let mut line = String::new();
    member.read_line(&mut line).expect("it is served");
    let (number, words) = line.trim_end().split_once(": ").expect("it is a line");
    (number.parse().expect("a number"), words.to_owned())
}

#[test]
fn every_line_is_heard_once_by_each_of_the_others_and_in_order() {
    const MEMBERS: usize = 8;
    let lines = requests() / 10;
    let descriptors = Descriptors::count();
    for spelling in SPELLINGS {
        let host = Host::begin(spelling, Limits::default(), move || {
            chat(spelling, Limits::default().idle)
        });
        let members = join(&host, MEMBERS);
        let talking = members.into_iter().zip(1..).map(|(mut member, own)| {
            let mut speaker = member.get_ref().try_clone().expect("there are descriptors");
            let speaking = thread::spawn(move || {
                for line in 0..lines {
                    let line = format!("{line}\n");
                    speaker.write_all(line.as_bytes()).expect("it is served");
                }
            });
            thread::spawn(move || {
                let mut heard: BTreeMap<usize, usize> = BTreeMap::new();
                while heard.values().sum::<usize>() < (MEMBERS - 1) * lines {
                    let (number, words) = hear(&mut member);
                    if words != "here" {
                        let next = heard.entry(number).or_default();
                        assert_eq!(words, next.to_string(), "of {number}");
                        *next += 1;
                    }
                }
                assert!(!heard.contains_key(&own));
                assert!(heard.values().all(|&all| all == lines), "{heard:?}");
                speaking.join().expect("it speaks");
                member // it stays until all have heard all
            })
        });
        let talking: Vec<_> = talking.collect();
        let stayed = talking.into_iter().map(|talking| talking.join());
        let stayed: Result<Vec<_>, _> = stayed.collect();
        drop(stayed.expect("each has heard all"));
        let left = host.stop().join().expect("it ends");
        assert_nothing_is_left(&left);
        assert_eq!(left.served.accepted, MEMBERS);
        descriptors.assert_none_left();
    }
}

#[test]
fn who_never_hears_is_put_out_and_the_others_hear_all() {
    const LINES: usize = 16_000;
    let descriptors = Descriptors::count();
    for spelling in SPELLINGS {
        let patience = Duration::from_secs(1);
        let host = Host::begin(spelling, Limits::default(), move || {
            chat(spelling, patience)
        });
        let mut members = join(&host, 3);
        let mut deaf = members.remove(1);
        let mut speaker = members.remove(0);
        let mut listener = members.remove(0);
        let listening = thread::spawn(move || {
            for line in 0..LINES {
                let (number, words) = hear(&mut listener);
                assert_eq!(
                    (number, words.trim_start_matches('-')),
                    (1, &*line.to_string())
                );
            }
        });
        // More than the systems in between can hold, so that somebody waits for the one who does not hear.
        for line in 0..LINES {
            let line = format!("{line:->1000}\n");
            let written = speaker.get_mut().write_all(line.as_bytes());
            written.expect("it is served");
        }
        listening.join().expect("it hears all");
        // What was on its way comes still, and then the end, or a reset.
        let _ = deaf.read_to_end(&mut Vec::new());
        assert_eq!(deaf.get_mut().read(&mut [0]).unwrap_or(0), 0);
        drop((speaker, deaf));
        let left = host.stop().join().expect("it ends");
        assert_nothing_is_left(&left);
        descriptors.assert_none_left();
    }
}
