//! A loopback server that writes bytes to each connection once it has the head of a request, for as long as it is read.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Where it is, and how many connections it has had.
pub struct Raw {
    pub url: String,
    pub connections: Arc<AtomicUsize>,
}

impl Raw {
    /// Hands each connection with the head of its request to `reply`, then closes it.
    pub fn new(reply: impl Fn(&mut TcpStream, &str) -> io::Result<()> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (connections, reply) = (Arc::new(AtomicUsize::new(0)), Arc::new(reply));
        let counted = Arc::clone(&connections);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                counted.fetch_add(1, Ordering::SeqCst);
                let reply = Arc::clone(&reply);
                std::thread::spawn(move || {
                    let head = head(&stream);
                    // The client hangs up on most of these, which is what is tested.
                    _ = reply(&mut stream, &head);
                });
            }
        });
        Self { url, connections }
    }

    /// Sends this to each connection, and then this again and again.
    pub fn endless(begin: impl Into<Vec<u8>>, again: impl Into<Vec<u8>>) -> Self {
        Self::dripping(begin, again, Duration::ZERO)
    }

    /// The same with pauses.
    pub fn dripping(begin: impl Into<Vec<u8>>, again: impl Into<Vec<u8>>, pause: Duration) -> Self {
        let (begin, again) = (begin.into(), again.into());
        Self::new(move |stream, _| {
            stream.write_all(&begin)?;
            loop {
                stream.write_all(&again)?;
                std::thread::sleep(pause);
            }
        })
    }

    /// Sends this to each connection, and then nothing more; it stays open.
    pub fn then_silent(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::new(move |stream, _| {
            stream.write_all(&bytes)?;
            std::thread::sleep(Duration::from_secs(120));
            Ok(())
        })
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

fn head(stream: &TcpStream) -> String {
    let mut from = BufReader::with_capacity(1, stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && from.read_line(&mut head).is_ok_and(|read| read > 0) {}
    head
}

/// The head of a chunked answer.
pub fn chunked(status: u16, media_type: &str) -> String {
    format!("HTTP/1.1 {status} X\r\ncontent-type: {media_type}\r\ntransfer-encoding: chunked\r\n\r\n")
}

/// The bytes as a chunk.
pub fn chunk(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let bytes = bytes.as_ref();
    [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat()
}

/// A gzip of so many times 4 MiB of zeros, a thousandth as long: what each 4085 bytes hold.
pub fn bomb(times: usize) -> Vec<u8> {
    const BEGIN: [u8; 15] = [0xec, 0xc1, 1, 1, 0, 0, 0, 0x82, 0x20, 0xff, 0xaf, 0x6e, 0x48, 0x40, 1];
    const END: [u8; 7] = [0x7c, 0x1b, 0, 0, 0, 0xff, 0xff];
    let piece = [&BEGIN[..], &[0; 4063], &END].concat();
    [&[31, 139, 8, 0, 0, 0, 0, 0, 2, 255][..], &piece.repeat(times)].concat()
}
