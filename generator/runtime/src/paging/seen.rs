//! Cycle detection for lists: it detects a server that repeats itself, however long the cycle is, in bounded memory.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many values are remembered individually.
const MAX_HASHES: usize = 10_000;

/// The values seen so far, as hashes of 64 bits.
#[derive(Default)]
pub(crate) struct Seen {
    hashes: BTreeSet<u64>,
    /// One of the later values. It is replaced at powers of two, so that any cycle is eventually shorter than the
    /// interval (Brent's algorithm).
    mark: u64,
    count: u64,
}

impl Seen {
    /// Records a value; returns true if it has been seen before.
    pub(crate) fn seen_before(&mut self, hash: u64) -> bool {
        if self.hashes.contains(&hash) || self.count > 0 && self.mark == hash {
            return true;
        }
        if self.hashes.len() < MAX_HASHES {
            self.hashes.insert(hash);
            return false;
        }
        self.count += 1;
        if self.count.is_power_of_two() {
            self.mark = hash;
        }
        false
    }
}

/// The hash of a value.
pub(crate) fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Hashes a JSON value while it is read, and returns whether it is an object. Objects, with their ids, are hardly ever
/// equal by chance; numbers and texts often are.
pub(crate) struct Fingerprint<'h>(pub(crate) &'h mut DefaultHasher);

impl<'de> DeserializeSeed<'de> for Fingerprint<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<bool, D::Error> {
        d.deserialize_any(self)
    }
}

impl Fingerprint<'_> {
    fn leaf<E>(self, kind: u8, value: impl Hash) -> Result<bool, E> {
        (kind, value).hash(self.0);
        Ok(false)
    }
}

impl<'de> Visitor<'de> for Fingerprint<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        self.leaf(0, ())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        self.leaf(1, value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<bool, E> {
        self.leaf(2, value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<bool, E> {
        self.leaf(3, value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<bool, E> {
        self.leaf(4, value.to_bits())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<bool, E> {
        self.leaf(5, value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<bool, A::Error> {
        6_u8.hash(self.0);
        while seq.next_element_seed(Fingerprint(&mut *self.0))?.is_some() {}
        self.leaf(7, ())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        8_u8.hash(self.0);
        while map.next_key_seed(Fingerprint(&mut *self.0))?.is_some() {
            map.next_value_seed(Fingerprint(&mut *self.0))?;
        }
        9_u8.hash(self.0);
        Ok(true)
    }
}
