//! Why a webhook is not accepted.

use super::super::json::location;
use super::super::secret::escape::escaped;
use std::fmt;

/// A webhook was not accepted. No message shows a secret, a signature or the body.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookError {
    /// The request lacks a header of the signature scheme.
    MissingHeader(&'static str),
    /// A header of the signature scheme is there twice, or is not text.
    InvalidHeader(&'static str),
    /// A secret is empty, or not written as the signature scheme has it.
    InvalidSecret,
    /// The time of the request is not a number of seconds.
    InvalidTimestamp,
    /// The request is older, or newer, than the tolerance allows: somebody may be sending it once more.
    OutsideTolerance,
    /// No signature fits the body and a secret: the request does not come from the server, or the secret is not the one that
    /// the server signs with.
    InvalidSignature,
    /// The signature is right, but the body is not JSON, or not what the document describes for its event.
    Decode(PayloadError),
}

/// The body of a webhook whose signature is right does not decode.
#[derive(Debug)]
pub struct PayloadError {
    pointer: String,
    message: String,
}

impl PayloadError {
    /// Creates an error; the value at fault is not shown.
    pub(crate) fn new(body: &[u8], source: &serde_json::Error) -> Self {
        let found = location::find(body, source);
        let message = match location::quotes_value(&found.message) {
            true => location::without_value(&found.message),
            false => found.message,
        };
        Self { pointer: found.pointer, message: escaped(&message) }
    }

    /// The JSON pointer (RFC 6901) of the value that did not decode; empty for the whole body.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }
}

impl fmt::Display for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_str() {
            "" => f.write_str(&self.message),
            pointer => write!(f, "{}: {}", escaped(pointer), self.message),
        }
    }
}

impl std::error::Error for PayloadError {}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingHeader(name) => write!(f, "webhook without the header `{name}`"),
            Self::InvalidHeader(name) => write!(f, "webhook with an invalid header `{name}`"),
            Self::InvalidSecret => f.write_str("the secret for webhooks is empty or not valid base64"),
            Self::InvalidTimestamp => f.write_str("webhook with an invalid time"),
            Self::OutsideTolerance => f.write_str("webhook whose time is too far from now"),
            Self::InvalidSignature => f.write_str("webhook whose signature does not match"),
            Self::Decode(_) => f.write_str("webhook whose body does not decode"),
        }
    }
}

impl std::error::Error for WebhookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Decode(source) => Some(source),
            _ => None,
        }
    }
}
