//! `text/event-stream` taken apart (WHATWG HTML, "Server-sent events"), byte by byte if that is how it comes: all three
//! line ends, a byte order mark, comments, data of several lines, ids and the time to wait before the next try.

use super::frame::{Frame, TooLong};
use std::collections::VecDeque;
use std::time::Duration;

/// What has come of the stream and is not yet an event.
#[derive(Default)]
pub struct Sse {
    line: Vec<u8>,
    /// The last byte was a CR, so that a LF now belongs to it.
    after_cr: bool,
    /// The first line may begin with a byte order mark.
    begun: bool,
    data: Vec<u8>,
    has_data: bool,
    event: Option<String>,
    id: Option<String>,
    /// How long to wait before the next try, where the server said so.
    pub retry: Option<Duration>,
    /// The id that a next try goes on from.
    pub last_id: Option<String>,
}

impl Sse {
    /// Takes the next bytes; events that they end are put into `ready`. An event may have so many bytes.
    ///
    /// # Errors
    /// An event is longer.
    pub fn push(&mut self, bytes: &[u8], limit: usize, ready: &mut VecDeque<Frame>) -> Result<(), TooLong> {
        let mut rest = bytes;
        while let Some(first) = rest.first() {
            if std::mem::take(&mut self.after_cr) && *first == b'\n' {
                rest = rest.get(1..).unwrap_or_default();
                continue;
            }
            let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let (line, after) = rest.split_at(end.unwrap_or(rest.len()));
            if self.held() + line.len() > limit {
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

    /// The stream is over. An event without its empty line is given all the same: half a one is seen to be so when it
    /// is decoded, and a whole one is not lost.
    pub fn finish(&mut self, ready: &mut VecDeque<Frame>) {
        if !self.line.is_empty() {
            self.end_line(ready);
        }
        if !self.data.is_empty() {
            self.dispatch(ready);
        }
    }

    /// Whether something has come that is not yet an event.
    pub fn is_amid(&self) -> bool {
        !self.line.is_empty() || self.has_data || self.event.is_some() || self.id.is_some()
    }

    /// Of the next connection: what was half is gone, where to go on from stays.
    pub fn restart(&mut self) {
        *self = Self { retry: self.retry, last_id: self.last_id.take(), ..Self::default() };
    }

    /// How many bytes it has of what is not yet an event.
    fn held(&self) -> usize {
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

    /// A line without a name is a comment; one with an unknown name means nothing.
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

    /// An event without data is none, but its id counts.
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
