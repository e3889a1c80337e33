//! The content of a recorded body: unpacked, and read as what it is.

use serde::de::IgnoredAny;
use serde_json::Value;

use super::exchange::{Body, Message};
use super::form::{self, FormValue};
use super::secret::Secrets;
use crate::correct::recorded::host::{base64, unpack};
use crate::openapi::media_type::{essence, is_binary, is_json, sequence};

/// A body as a recording holds it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Payload {
    /// Nothing.
    #[default]
    Empty,
    /// A body that the recording does not hold.
    Missing,
    /// A JSON value, where the recording holds one.
    Json(Value),
    /// Text, which may still be packed.
    Text(String),
    /// Bytes, which may still be packed.
    Bytes(Vec<u8>),
    /// The fields of a form, where the recording lists them.
    Form(Vec<(String, FormValue)>),
    /// A file beside the recording, by its name.
    File(String),
}

/// What a recording says about a body besides its content.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Content {
    /// The media type with its parameters.
    pub media_type: Option<String>,
    /// The value of `Content-Encoding`.
    pub encoding: Option<String>,
    /// How many bytes the body had, if the recording says so.
    pub size: Option<u64>,
    /// The content.
    pub payload: Payload,
}

impl Content {
    /// Sets the content from a text, which `base64` says to be bytes in base64.
    pub(crate) fn set_text(&mut self, text: String, is_base64: bool) {
        self.payload = match is_base64 {
            _ if text.is_empty() => self.payload_without_text(),
            true => base64(&text).map_or(Payload::Missing, Payload::Bytes),
            false => Payload::Text(text),
        };
    }

    /// A body without a text is missing if it had bytes.
    pub(crate) fn payload_without_text(&self) -> Payload {
        if self.size.is_some_and(|size| size > 0) { Payload::Missing } else { Payload::Empty }
    }

    /// Reads the content.
    pub(crate) fn message(self, secrets: &Secrets) -> Message {
        let declared = self.media_type.as_deref().filter(|media| media.contains('/'));
        let media_type = declared.map(|media| essence(media).trim().to_owned());
        let body = match &self.payload {
            Payload::Empty => Body::Empty,
            Payload::Missing | Payload::File(_) => Body::Unknown,
            Payload::Json(value) => Body::Json(value.clone()),
            Payload::Form(fields) => Body::Form(form::without_secrets(fields.clone(), secrets)),
            Payload::Text(text) => self.text(text, secrets),
            Payload::Bytes(bytes) => self.bytes(bytes, secrets),
        };
        Message { media_type, body }
    }

    fn text(&self, text: &str, secrets: &Secrets) -> Body {
        match packed_as_text(text) {
            Some(bytes) => self.bytes(&bytes, secrets),
            // Bytes that a tool wrote as text and could not: they are lost.
            None if self.encoding.is_some() && text.contains('\u{fffd}') => Body::Unknown,
            None => self.unpacked(text.as_bytes(), secrets),
        }
    }

    fn bytes(&self, bytes: &[u8], secrets: &Secrets) -> Body {
        match unpack(bytes, self.encoding.as_deref()) {
            Some(bytes) => self.unpacked(&bytes, secrets),
            None => Body::Unknown,
        }
    }

    /// Reads unpacked bytes.
    fn unpacked(&self, bytes: &[u8], secrets: &Secrets) -> Body {
        let media = self.media_type.as_deref().unwrap_or_default();
        let kind = essence(media).trim().to_owned();
        if bytes.is_empty() {
            return Body::Empty;
        }
        if kind == "multipart/form-data" {
            let fields = form::multipart(bytes, media);
            return fields.map_or(Body::Unknown, |fields| Body::Form(form::without_secrets(fields, secrets)));
        }
        let Ok(text) = std::str::from_utf8(bytes) else { return Body::Bytes(bytes.len()) };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if kind == "application/x-www-form-urlencoded" {
            return Body::Form(form::without_secrets(form::urlencoded(text), secrets));
        }
        self.characters(text, &kind)
    }

    fn characters(&self, text: &str, kind: &str) -> Body {
        let says_json = is_json(kind) && !kind.contains('*');
        let may_be_json = !kind.starts_with("image/") && kind != "text/csv" && sequence(kind).is_none();
        if says_json || (may_be_json && text.trim_start().starts_with(['{', '['])) {
            match serde_json::from_str(text) {
                Ok(value) => return Body::Json(value),
                Err(error) if says_json && (error.is_eof() || self.is_cut(text) || is_altered(text)) => {
                    return Body::Unknown;
                }
                Err(_) => {}
            }
        }
        let is_text = text.trim().is_empty() || !text.contains('\0');
        if is_binary(kind) || !is_text { Body::Bytes(text.len()) } else { Body::Text(text.to_owned()) }
    }

    /// Returns true if the recording says that the body was longer than what it holds.
    fn is_cut(&self, text: &str) -> bool {
        self.size.is_some_and(|size| size > text.len() as u64)
    }
}

/// Returns true for what was JSON before a tool put placeholders into it, and is not JSON values one a line.
fn is_altered(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let is_value = |line: &str| serde_json::from_str::<IgnoredAny>(line).is_ok();
    text.trim_start().starts_with(['{', '[']) && !lines.all(is_value)
}

/// Returns the bytes of a text that a tool made of packed bytes, one character each, or wrote in base64 without
/// saying so.
fn packed_as_text(text: &str) -> Option<Vec<u8>> {
    if text.starts_with("\u{1f}\u{8b}") {
        return text.chars().map(|sign| u8::try_from(u32::from(sign)).ok()).collect();
    }
    // The first bytes of gzip in base64.
    if text.starts_with("H4sI") { base64(text) } else { None }
}
