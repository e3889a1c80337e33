//! Types that can be sent but not received: borrowed texts and slices, so that a caller need not own the values it
//! sends.

use super::codec::Wire;
use serde::ser::{Serialize, SerializeSeq, Serializer};
use serde_json::Value;

/// A value that can be sent as JSON: every `Wire`, `str`, `&str`, and slices of these.
pub trait ToWire {
    /// Encodes the value in its documented form.
    ///
    /// # Errors
    /// Those of `s`, and a `custom` error for a value that has no JSON form.
    fn to_wire<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error>;
}

impl<T: Wire> ToWire for T {
    fn to_wire<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.encode(s)
    }
}

impl ToWire for &str {
    fn to_wire<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self)
    }
}

impl ToWire for str {
    fn to_wire<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self)
    }
}

impl<T: ToWire> ToWire for [T] {
    fn to_wire<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut seq = s.serialize_seq(Some(self.len()))?;
        for element in self {
            seq.serialize_element(&Sent(element))?;
        }
        seq.end()
    }
}

/// Implements `Serialize` for a reference to a `T`.
struct Sent<'a, T: ?Sized>(&'a T);

impl<T: ToWire + ?Sized> Serialize for Sent<'_, T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.0.to_wire(s)
    }
}

/// Encodes a value as compact JSON text.
///
/// # Errors
/// The value cannot be encoded as JSON.
pub fn sent_text<T: ToWire + ?Sized>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Sent(value))
}

/// Encodes a value as a JSON tree.
///
/// # Errors
/// The value cannot be encoded as JSON.
pub fn sent_value<T: ToWire + ?Sized>(value: &T) -> Result<Value, serde_json::Error> {
    value.to_wire(serde_json::value::Serializer)
}
