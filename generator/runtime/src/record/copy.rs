//! The copy of a body that passes, of bounded size.

use super::media::{essence, is_binary, sequence};
use std::sync::{Arc, Mutex, PoisonError};

/// A body as it passed.
#[derive(Debug, Default, Clone)]
pub struct Body {
    /// The bytes, unless there were too many.
    pub bytes: Option<Vec<u8>>,
    /// How many bytes passed.
    pub size: u64,
    /// Whether it passed to its end.
    pub is_complete: bool,
}

/// The most bytes that are kept of a body.
const MAX_KEPT: usize = 4 << 20;

/// The copy of a body, shared with whoever writes it down.
#[derive(Debug, Clone)]
pub struct Copy {
    body: Arc<Mutex<Body>>,
    kind: Kind,
}

/// What is kept of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing but its length: bytes that are no text.
    Length,
    /// The whole, or nothing if it is too large.
    Whole,
    /// As many bytes as there is room for: each line is a value by itself.
    Beginning,
}

impl Copy {
    /// Creates a copy for a body of a media type.
    pub fn new(media_type: Option<&str>) -> Self {
        let media = media_type.map(essence).unwrap_or_default().trim().to_owned();
        let kind = match () {
            () if sequence(&media).is_some() || media == "text/event-stream" => Kind::Beginning,
            () if is_binary(&media) => Kind::Length,
            () => Kind::Whole,
        };
        let bytes = (kind != Kind::Length).then(Vec::new);
        Self { body: Arc::new(Mutex::new(Body { bytes, ..Body::default() })), kind }
    }

    /// Adds a part that passes.
    pub fn add(&self, part: &[u8]) {
        let mut body = self.body.lock().unwrap_or_else(PoisonError::into_inner);
        body.size += part.len() as u64;
        let has_room = body.bytes.as_ref().is_some_and(|bytes| bytes.len() + part.len() <= MAX_KEPT);
        match (&mut body.bytes, self.kind) {
            (Some(bytes), _) if has_room => bytes.extend_from_slice(part),
            (bytes, Kind::Whole) => *bytes = None,
            _ => {}
        }
    }

    /// Says that it has passed to its end.
    pub fn complete(&self) {
        self.body.lock().unwrap_or_else(PoisonError::into_inner).is_complete = true;
    }

    /// Returns what has passed so far.
    pub fn take(&self) -> Body {
        std::mem::take(&mut self.body.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
