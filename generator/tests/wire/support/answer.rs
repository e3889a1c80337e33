//! What a server answers.

use std::io::Write;

/// A status, headers and bytes; the length is said unless a header says it.
#[derive(Debug, Clone)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    /// One without content.
    pub fn new(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    /// One with status 200 and content of this media type.
    pub fn of(media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::new(200).header("content-type", media_type).body(body)
    }

    /// Another status.
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// One more header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The content.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    pub(super) fn write(&self, to: &mut impl Write) {
        let mut head = format!("HTTP/1.1 {} Case\r\nconnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        let is_said = self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        if !is_said && ![204, 304].contains(&self.status) {
            head += &format!("content-length: {}\r\n", self.body.len());
        }
        // A client may have enough before it has read everything.
        let _ = to.write_all(&[head.as_bytes(), b"\r\n", &self.body].concat());
    }
}
