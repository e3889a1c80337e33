//! A loopback HTTP/1.1 server that records the bytes of each request and gives canned answers, one a connection.
#![allow(dead_code, clippy::unwrap_used, reason = "shared by test files that each use a part")]

pub mod fake_clock;
pub mod raw;
pub mod scripted;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// The server: its base URL, and the requests as they came.
pub struct Server {
    pub url: String,
    requests: Receiver<String>,
}

impl Server {
    /// Answers one connection after the other with these texts, then stops listening.
    pub fn answering(answers: &[String]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (sender, requests) = channel();
        let answers = answers.to_vec();
        std::thread::spawn(move || {
            for answer in answers {
                let Ok((mut stream, _)) = listener.accept() else { return };
                let request = read_request(&mut stream);
                _ = sender.send(request);
                if answer.is_empty() {
                    std::thread::sleep(Duration::from_secs(3));
                }
                _ = stream.write_all(answer.as_bytes());
            }
        });
        Self { url, requests }
    }

    /// One answer of this status and JSON body.
    pub fn json(status: u16, body: &str) -> Self {
        Self::answering(&[answer(status, "content-type: application/json\r\n", body)])
    }

    /// The next request, as it came.
    pub fn request(&self) -> String {
        self.requests.recv_timeout(Duration::from_secs(5)).unwrap()
    }

    /// Whether no request has come.
    pub fn idle(&self) -> bool {
        self.requests.try_recv().is_err()
    }
}

/// A response as text; `headers` each with their line end.
pub fn answer(status: u16, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status} X\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

pub fn read_request(stream: &mut TcpStream) -> String {
    // What speaks no HTTP (a TLS handshake) never ends its head.
    _ = stream.set_read_timeout(Some(Duration::from_millis(500)));
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let n = stream.read(&mut piece).unwrap_or(0);
        bytes.extend_from_slice(&piece[..n]);
        let text = String::from_utf8_lossy(&bytes);
        let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
            match head.contains("transfer-encoding: chunked") {
                true => body.ends_with("0\r\n\r\n"),
                false => body.len() >= content_length(head),
            }
        });
        if n == 0 || whole {
            return text.into_owned();
        }
    }
}

fn content_length(head: &str) -> usize {
    let line = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    line.and_then(|length| length.parse().ok()).unwrap_or(0)
}

/// Runs a future to its end.
pub fn wait<F: IntoFuture>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { future.await })
}
