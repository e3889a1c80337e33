//! A server that records the bytes of each request and answers as a case has it: plain sockets, which know nothing of the
//! clients that they test.

#![allow(dead_code)] // each case uses a part

mod answer;
mod request;

use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

pub use answer::Answer;
pub use request::Request;

/// How long a request is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server that gives its answers one after the other, a connection each.
pub struct Server {
    url: String,
    requests: Receiver<Request>,
}

impl Server {
    /// Starts one with these answers; what comes after the last is refused.
    pub fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let answers: Vec<Answer> = answers.into_iter().collect();
        let (sender, requests) = channel();
        std::thread::spawn(move || {
            for answer in answers {
                let (mut stream, _) = listener.accept().unwrap();
                stream.set_read_timeout(Some(PATIENCE)).unwrap();
                let _ = sender.send(Request::read(&mut stream));
                answer.write(&mut stream);
                close(stream);
            }
        });
        Self { url, requests }
    }

    /// One that gives a single answer.
    pub fn once(answer: Answer) -> Self {
        Self::start([answer])
    }

    /// Where it is: `http://127.0.0.1:40123`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The next request that came.
    pub fn request(&self) -> Request {
        self.requests.recv_timeout(PATIENCE).expect("no request came")
    }

    /// Whether nothing more came, up to now.
    pub fn is_done(&self) -> bool {
        self.requests.try_recv().is_err()
    }
}

/// Lets the other side read all before the connection is gone.
fn close(stream: TcpStream) {
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let _ = std::io::copy(&mut &stream, &mut std::io::sink());
}
