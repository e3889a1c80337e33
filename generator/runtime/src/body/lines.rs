//! Bodies of several JSON documents: one per line, or each after a record separator (RFC 7464).

use super::super::error::build::BuildError;
use super::super::json::send::{ToWire, sent_text};
use super::super::request::builder::Request;

/// Encodes each item as a separate JSON document.
///
/// # Errors
/// An item contains a value that cannot be sent.
pub fn encode<T: ToWire>(media_type: &str, items: &[T]) -> Result<Vec<u8>, BuildError> {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let before: &[u8] = if essence.ends_with("json-seq") { b"\x1e" } else { b"" };
    let mut body = Vec::new();
    for item in items {
        let text = sent_text(item).map_err(|error| BuildError::new(format!("the body: {error}")))?;
        body.extend_from_slice(before);
        body.extend_from_slice(&text);
        body.push(b'\n');
    }
    Ok(body)
}

impl Request {
    /// Sets a body with one JSON document for each item.
    pub fn set_lines<T: ToWire>(&mut self, media_type: &str, items: &[T]) {
        match encode(media_type, items) {
            Ok(body) => self.set_bytes(media_type, body),
            Err(error) => self.fail(error),
        }
    }

    /// Sets a body with one JSON document for each item.
    pub fn lines<T: ToWire>(mut self, media_type: &str, items: &[T]) -> Self {
        self.set_lines(media_type, items);
        self
    }
}
