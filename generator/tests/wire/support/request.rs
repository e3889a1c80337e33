//! A request as it came.

use std::io::Read;

/// The bytes of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    head: String,
    body: Vec<u8>,
}

impl Request {
    /// All of it, the head as it is, the body without the frames of chunks.
    pub(super) fn read(from: &mut impl Read) -> Self {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let [byte] = take(from, 1)[..] else { panic!("a head that ends early") };
            head.push(byte);
        }
        let mut request = Self { head: String::from_utf8(head).unwrap(), body: Vec::new() };
        if request.header("transfer-encoding") == Some("chunked") {
            while let Some(chunk) = chunk(from) {
                request.body.extend(chunk);
            }
        } else {
            let length = request.header("content-length").map_or(0, |length| length.parse().unwrap());
            request.body = take(from, length);
        }
        request
    }

    /// `GET /pets?limit=1`: method and target.
    pub fn line(&self) -> &str {
        self.head.lines().next().unwrap().strip_suffix(" HTTP/1.1").unwrap()
    }

    /// The value of a header; none where it is not there. Sent twice it is a fault of the client.
    pub fn header(&self, name: &str) -> Option<&str> {
        let values = self.headers(name);
        assert!(values.len() < 2, "{name} is there {} times", values.len());
        values.first().copied()
    }

    /// Every value of a header, in order.
    pub fn headers(&self, name: &str) -> Vec<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).collect()
    }

    /// The body as bytes.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

fn take(from: &mut impl Read, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes).unwrap();
    bytes
}

/// The next chunk; none at the end.
fn chunk(from: &mut impl Read) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    while !line.ends_with(b"\r\n") {
        line.extend(take(from, 1));
    }
    let length = std::str::from_utf8(&line).unwrap().trim();
    let length = usize::from_str_radix(length.split(';').next().unwrap(), 16).unwrap();
    let chunk = take(from, length);
    assert_eq!(take(from, 2), b"\r\n");
    (length > 0).then_some(chunk)
}
