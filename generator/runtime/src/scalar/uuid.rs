//! `format: uuid` (RFC 9562): read in any case, with or without hyphens; written in lower case with hyphens.

use super::super::json::codec::{Wire, decode_text};
use serde::{Deserializer, Serializer};
use uuid::Uuid;

impl Wire for Uuid {
    fn blank() -> Self {
        Self::nil()
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        decode_text(d, "a UUID", |text| Uuid::try_parse(text).ok())
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(&self.hyphenated())
    }
}
