//! A loopback server that follows a script to the byte, a connection a script: what a well-behaved server never does.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// What the server does next, once it has a request.
#[derive(Debug, Clone)]
pub enum Act {
    /// Sends this text.
    Send(String),
    /// Does nothing for so many milliseconds.
    Wait(u64),
}

/// The server: its base URL, and the requests as they came.
pub struct Scripted {
    pub url: String,
    pub requests: Receiver<String>,
}

impl Scripted {
    /// One script after the other, each for a connection of its own; then it stops listening.
    pub fn new(scripts: Vec<Vec<Act>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (sender, requests) = channel();
        std::thread::spawn(move || {
            for script in scripts {
                let Ok((mut stream, _)) = listener.accept() else { return };
                _ = sender.send(super::read_request(&mut stream));
                follow(&mut stream, &script);
            }
        });
        Self { url, requests }
    }

    /// Whole answers only.
    pub fn answers(answers: &[String]) -> Self {
        Self::new(answers.iter().map(|answer| vec![Act::Send(answer.clone())]).collect())
    }

    /// Every request that has come.
    pub fn seen(&self) -> Vec<String> {
        self.requests.try_iter().collect()
    }
}

fn follow(stream: &mut TcpStream, script: &[Act]) {
    for act in script {
        match act {
            Act::Send(text) => _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush()),
            Act::Wait(millis) => std::thread::sleep(Duration::from_millis(*millis)),
        }
    }
    _ = stream.shutdown(Shutdown::Write);
    _ = stream.set_read_timeout(Some(Duration::from_millis(200)));
    _ = stream.read(&mut [0; 64]);
}
