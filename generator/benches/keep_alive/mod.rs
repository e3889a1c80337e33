//! The least server that a client can keep a connection to: one canned answer a method, a thread a connection.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

/// Listens on loopback as long as the process lives.
pub struct Server {
    url: String,
}

impl Server {
    /// Answers 200 with JSON, by method.
    pub fn start(answers: Vec<(&'static str, Vec<u8>)>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}", listener.local_addr()?);
        let answers: Vec<_> = answers.into_iter().map(|(method, body)| (method, answer(&body))).collect();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let answers = answers.clone();
                std::thread::spawn(move || serve(&stream, &answers));
            }
        });
        Ok(Self { url })
    }

    /// Where it listens, without a slash at the end.
    pub fn url(&self) -> String {
        self.url.clone()
    }
}

fn answer(body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// Answers request after request until the client hangs up.
fn serve(mut stream: &TcpStream, answers: &[(&str, Vec<u8>)]) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut from = BufReader::new(stream);
    let (mut line, mut body) = (String::new(), Vec::new());
    loop {
        line.clear();
        if from.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let answer = answers.iter().find(|(method, _)| line.starts_with(method));
        let mut length = 0;
        while line != "\r\n" {
            line.clear();
            from.read_line(&mut line)?;
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or_default();
            }
        }
        body.resize(length, 0);
        from.read_exact(&mut body)?;
        stream.write_all(answer.map_or(b"HTTP/1.1 405 X\r\n\r\n".as_slice(), |(_, bytes)| bytes))?;
    }
}
