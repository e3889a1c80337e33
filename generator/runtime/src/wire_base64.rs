//! `format: byte`: bytes as base64 text (RFC 4648). Written in the standard alphabet with padding; the URL-safe
//! alphabet, missing padding and line breaks are accepted when reading.

use super::wire::{Wire, decode_text, serde_by_wire};
use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use serde::{Deserializer, Serializer};

const TOLERANT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Bytes that travel as base64 text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Base64Bytes(pub Vec<u8>);

impl From<Vec<u8>> for Base64Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<Base64Bytes> for Vec<u8> {
    fn from(bytes: Base64Bytes) -> Self {
        bytes.0
    }
}

impl AsRef<[u8]> for Base64Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

fn parse(text: &str) -> Option<Base64Bytes> {
    let standard = |byte: u8| match byte {
        b'-' => Some(b'+'),
        b'_' => Some(b'/'),
        b' ' | b'\t' | b'\r' | b'\n' => None,
        other => Some(other),
    };
    let text: Vec<u8> = text.bytes().filter_map(standard).collect();
    TOLERANT.decode(text).ok().map(Base64Bytes)
}

impl Wire for Base64Bytes {
    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        decode_text(d, "bytes as base64", parse)
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(&STANDARD.encode(&self.0))
    }
}

serde_by_wire!(Base64Bytes);
