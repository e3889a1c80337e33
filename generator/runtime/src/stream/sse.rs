//! A parser of `text/event-stream` (WHATWG HTML, "Server-sent events") that accepts pieces of any size. It handles all
//! three line ends, a byte order mark, comments, data of several lines, ids and `retry:`.

use super::frame::{Frame, TooLong};
use std::collections::VecDeque;
use std::time::Duration;

/// The state of the parser: the part of the stream that is not yet a complete event.
#[derive(Default)]
pub struct Sse {
    line: Vec<u8>,
    /// The last byte was a CR, so an LF that follows belongs to it.
    after_cr: bool,
    /// The first line has been read; only that may start with a byte order mark.
    begun: bool,
    data: Vec<u8>,
    has_data: bool,
    event: Option<String>,
    id: Option<String>,
    /// How long to wait before reconnecting, if the server sent `retry:`.
    pub retry: Option<Duration>,
    /// The id to resume after.
    pub last_id: Option<String>,
}

impl Sse {
    /// Parses the next bytes and appends complete events to `ready`. `limit` is the maximum size of an event in bytes.
    ///
    /// # Errors
    /// An event exceeds the limit.
    pub fn push(&mut self, bytes: &[u8], limit: usize, ready: &mut VecDeque<Frame>) -> Result<(), TooLong> {
        let mut rest = bytes;
        while let Some(first) = rest.first() {
            if std::mem::take(&mut self.after_cr) && *first == b'\n' {
                rest = rest.get(1..).unwrap_or_default();
                continue;
            }
            let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let (line, after) = rest.split_at(end.unwrap_or(rest.len()));
            if self.buffered_len() + line.len() > limit {
                return Err(TooLong);
            }
            self.line.extend_from_slice(line);
            if let Some(end) = after.first() {
                self.after_cr = *end == b'\r';
                self.end_line(ready);
            }
            rest = after.get(1..).unwrap_or_default();
        }
        Ok(())
    }

    /// Completes the last event at the end of the stream, even without its empty line. A partial event fails to decode,
    /// and a complete one is not lost.
    pub fn finish(&mut self, ready: &mut VecDeque<Frame>) {
        if !self.line.is_empty() {
            self.end_line(ready);
        }
        if !self.data.is_empty() {
            self.dispatch(ready);
        }
    }

    /// Returns true if there is an incomplete event.
    pub fn has_partial_event(&self) -> bool {
        !self.line.is_empty() || self.has_data || self.event.is_some() || self.id.is_some()
    }

    /// Resets the parser for the next connection: drops the incomplete event and keeps `retry` and `last_id`.
    pub fn restart(&mut self) {
        *self = Self { retry: self.retry, last_id: self.last_id.take(), ..Self::default() };
    }

    /// The size of the incomplete event in bytes.
    fn buffered_len(&self) -> usize {
        let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        self.line.len() + self.data.len() + text(&self.event) + text(&self.id)
    }

    fn end_line(&mut self, ready: &mut VecDeque<Frame>) {
        let line = std::mem::take(&mut self.line);
        let mut line = line.as_slice();
        if !std::mem::replace(&mut self.begun, true) {
            line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        }
        if line.is_empty() {
            return self.dispatch(ready);
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value);
        self.field(name, value.strip_prefix(b" ").unwrap_or(value));
    }

    /// Reads one line. A line without a name is a comment; unknown names are ignored.
    fn field(&mut self, name: &[u8], value: &[u8]) {
        match name {
            b"data" => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.data.push(b'\n');
                }
                self.data.extend_from_slice(value);
            }
            b"event" => self.event = Some(String::from_utf8_lossy(value).into_owned()),
            b"id" if !value.contains(&0) => self.id = Some(String::from_utf8_lossy(value).into_owned()),
            b"retry" => {
                let digits = value.iter().all(u8::is_ascii_digit);
                let text = std::str::from_utf8(value).ok().filter(|_| digits);
                self.retry =
                    text.and_then(|text| text.parse().ok()).map(Duration::from_millis).or(self.retry);
            }
            _ => {}
        }
    }

    /// Completes an event. An event without data is ignored, but its id counts.
    fn dispatch(&mut self, ready: &mut VecDeque<Frame>) {
        let id = self.id.take();
        if id.is_some() {
            self.last_id.clone_from(&id);
        }
        let (event, data) = (self.event.take(), std::mem::take(&mut self.data));
        if std::mem::take(&mut self.has_data) {
            ready.push_back(Frame { event, id, data });
        }
    }
}
