//! `format: byte`: bytes as base64 text (RFC 4648). Bytes are encoded in the standard alphabet with padding. A text
//! that was decoded is kept unchanged, so that another alphabet, line breaks, and even invalid base64 survive.

use super::super::json::codec::{Wire, serde_by_wire};
use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use serde::{Deserializer, Serializer};
use std::fmt;

const TOLERANT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Bytes that are sent as base64 text. A text that is not base64 is kept and is not an error.
///
/// Two values are equal if their texts are.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Base64Bytes(String);

impl Base64Bytes {
    /// Decodes the text in either alphabet, with or without padding and line breaks; `None` if it is not base64.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        let standard = |byte: u8| match byte {
            b'-' => Some(b'+'),
            b'_' => Some(b'/'),
            b' ' | b'\t' | b'\r' | b'\n' => None,
            other => Some(other),
        };
        let text: Vec<u8> = self.0.bytes().filter_map(standard).collect();
        TOLERANT.decode(text).ok()
    }

    /// The base64 text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Wraps a text that is already base64.
    pub const fn from_text(text: String) -> Self {
        Self(text)
    }
}

impl From<Vec<u8>> for Base64Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(STANDARD.encode(bytes))
    }
}

impl From<&[u8]> for Base64Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(STANDARD.encode(bytes))
    }
}

impl<const N: usize> From<&[u8; N]> for Base64Bytes {
    fn from(bytes: &[u8; N]) -> Self {
        Self(STANDARD.encode(bytes))
    }
}

impl fmt::Display for Base64Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Wire for Base64Bytes {
    fn blank() -> Self {
        Self(String::new())
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::decode(d).map(Self)
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }

    fn from_bytes_body(bytes: &[u8]) -> Option<Self> {
        Some(bytes.into())
    }
}

serde_by_wire!(Base64Bytes);
