//! The trait for decoding and encoding JSON: decoding is tolerant, encoding is exact. This file has the trait, its
//! impls for types of the standard library, and adapters to serde.

use super::location::{in_element, in_member};
use super::object::{self, Keys};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Number, Value};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A type with a JSON form. The impl of an object defines `NAME`, `KEYS`, `read` and `write`; that of any other type
/// defines `decode` and `encode`. Default methods keep the impls of a thousand structs small.
pub trait Wire: Sized + fmt::Debug {
    /// The names of an object and of its fields, with spaces between them.
    const NAMES: &'static str = "";
    /// The keys of an object, in the order of its fields, each followed by its kind.
    const KEYS: Keys = &[];

    /// A placeholder until the real value is read: empty, zero or nothing.
    fn blank() -> Self;

    /// Decodes a value. Every form with only one sensible meaning is accepted.
    ///
    /// # Errors
    /// Those of `d`, and `custom` errors for JSON that cannot be a `Self`.
    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        object::decode(d)
    }

    /// Decodes the value of a member. In an `Option`, null is a value of `T` if `has_null`, and none otherwise.
    ///
    /// # Errors
    /// Those of `decode`.
    fn decode_member<'de, D: Deserializer<'de>>(d: D, has_null: bool) -> Result<Self, D::Error> {
        let _ = has_null;
        Self::decode(d)
    }

    /// Encodes the value in its documented form.
    ///
    /// # Errors
    /// Those of `s`, and a `custom` error for a value that has no JSON form (a number that is not finite).
    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        object::encode(self, s)
    }

    /// Reads the members of an object into a blank one.
    ///
    /// # Errors
    /// A required key is missing, a key occurs twice, a value does not decode as its field, or `Self` is not an object.
    fn read<'de, A: MapAccess<'de>>(&mut self, _: &mut A) -> Result<(), A::Error> {
        Err(A::Error::custom("not an object"))
    }

    /// Writes the members of an object.
    ///
    /// # Errors
    /// A value cannot be encoded.
    fn write<M: SerializeMap>(&self, _: &mut object::Members<'_, M>) -> Result<(), M::Error> {
        Ok(())
    }

    /// Returns true if an optional member with this value is left out.
    fn is_absent(&self) -> bool {
        false
    }

    /// Returns true for a value of an enum that is not in the document.
    fn is_unknown(&self) -> bool {
        false
    }

    /// The value that an answer of text is, where any text is one.
    fn from_text_body(_: &str) -> Option<Self> {
        None
    }

    /// The value that an answer of bytes is, where any bytes are one.
    fn from_bytes_body(_: &[u8]) -> Option<Self> {
        None
    }
}

/// A serde seed that decodes a `T`.
pub struct Decode<T>(PhantomData<T>);

impl<T> Decode<T> {
    /// Creates a seed.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Default for Decode<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'de, T: Wire> DeserializeSeed<'de> for Decode<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<T, D::Error> {
        T::decode(d)
    }
}

/// Implements `Serialize` for a reference to a `T`.
pub struct Encode<'a, T>(pub &'a T);

impl<T: Wire> Serialize for Encode<'_, T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.0.encode(s)
    }
}

/// Decodes a whole JSON text, after a byte order mark if it begins with one (RFC 8259, section 8.1).
///
/// # Errors
/// The text is not JSON, does not decode as a `T`, or has characters after the value. The error has line and column.
pub fn from_slice<T: Wire>(text: &[u8]) -> Result<T, serde_json::Error> {
    let mut d = serde_json::Deserializer::from_slice(unmarked(text));
    let value = T::decode(&mut d)?;
    d.end().map(|()| value)
}

/// What follows the byte order mark of a text in UTF-8, where there is one.
pub fn unmarked(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text)
}

/// Encodes a value as compact JSON text.
///
/// # Errors
/// The value cannot be encoded as JSON.
pub fn to_vec<T: Wire>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Encode(value))
}

/// Decodes a value from a JSON tree.
///
/// # Errors
/// The JSON does not decode as a `T`. The error has no position.
pub fn from_value<T: Wire>(value: &Value) -> Result<T, serde_json::Error> {
    T::decode(value)
}

/// Encodes a value as a JSON tree.
///
/// # Errors
/// The value cannot be encoded as JSON.
pub fn to_value<T: Wire>(value: &T) -> Result<Value, serde_json::Error> {
    value.encode(serde_json::value::Serializer)
}

/// Decodes a JSON string with `parse`; `expected` describes the expected string in errors.
///
/// # Errors
/// The value is not a string, or `parse` returns `None`.
pub fn decode_text<'de, T, D: Deserializer<'de>>(
    d: D,
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    struct Text<T>(&'static str, fn(&str) -> Option<T>);
    impl<T> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
            (self.1)(text).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
        }
    }
    d.deserialize_str(Text(expected, parse))
}

/// Implements serde's `Serialize` and `Deserialize` for a type by its `Wire` impl. (`object!` explains why the macro is
/// exported under another name.)
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_by_wire {
    ($ty:ty) => {
        impl ::serde::Serialize for $ty {
            fn serialize<__S: ::serde::Serializer>(
                &self,
                s: __S,
            ) -> ::std::result::Result<__S::Ok, __S::Error> {
                $crate::runtime::json::codec::Wire::encode(self, s)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<__D: ::serde::Deserializer<'de>>(
                d: __D,
            ) -> ::std::result::Result<Self, __D::Error> {
                $crate::runtime::json::codec::Wire::decode(d)
            }
        }
    };
}
#[doc(hidden)]
pub use crate::__serde_by_wire as serde_by_wire;

/// Implements `Wire` for types by their serde impls.
macro_rules! wire_by_serde {
    ($($ty:ty = $blank:expr),*) => {$(
        impl Wire for $ty {
            fn blank() -> Self {
                $blank
            }

            fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                <$ty>::deserialize(d)
            }

            fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                self.serialize(s)
            }
        }
    )*};
}

wire_by_serde!(() = (), bool = false, Value = Value::Null, Number = Number::from(0));

impl Wire for String {
    fn blank() -> Self {
        Self::new()
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Self::deserialize(d)
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.serialize(s)
    }

    fn from_text_body(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

/// Implements `Wire` for types by their `Display` and `FromStr`.
macro_rules! wire_by_text {
    ($($ty:ty = $blank:expr, $expected:literal;)*) => {$(
        impl Wire for $ty {
            fn blank() -> Self {
                $blank
            }

            fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                decode_text(d, $expected, |text| text.parse().ok())
            }

            fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }
    )*};
}

wire_by_text! {
    IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED), "an IP address";
    Ipv4Addr = Ipv4Addr::UNSPECIFIED, "an IPv4 address";
    Ipv6Addr = Ipv6Addr::UNSPECIFIED, "an IPv6 address";
}

impl<T: Wire> Wire for Box<T> {
    const NAMES: &'static str = T::NAMES;
    const KEYS: Keys = T::KEYS;

    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        T::decode(d).map(Box::new)
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        (**self).encode(s)
    }

    fn from_text_body(text: &str) -> Option<Self> {
        T::from_text_body(text).map(Self::new)
    }

    fn from_bytes_body(bytes: &[u8]) -> Option<Self> {
        T::from_bytes_body(bytes).map(Self::new)
    }
}

/// `None` is `null`.
impl<T: Wire> Wire for Option<T> {
    fn blank() -> Self {
        None
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Nullable<T>(PhantomData<T>);
        impl<'de, T: Wire> Visitor<'de> for Nullable<T> {
            type Value = Option<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or null")
            }

            fn visit_none<E>(self) -> Result<Option<T>, E> {
                Ok(None)
            }

            fn visit_unit<E>(self) -> Result<Option<T>, E> {
                Ok(None)
            }

            fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Option<T>, D::Error> {
                T::decode(d).map(Some)
            }
        }
        d.deserialize_option(Nullable(PhantomData))
    }

    fn decode_member<'de, D: Deserializer<'de>>(d: D, has_null: bool) -> Result<Self, D::Error> {
        if has_null { T::decode(d).map(Some) } else { Self::decode(d) }
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => s.serialize_some(&Encode(value)),
            None => s.serialize_none(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn from_text_body(text: &str) -> Option<Self> {
        T::from_text_body(text).map(Some)
    }

    fn from_bytes_body(bytes: &[u8]) -> Option<Self> {
        T::from_bytes_body(bytes).map(Some)
    }
}

/// What `null` stands for where a list or a map is wanted and null is not: some servers write an empty one so.
///
/// # Errors
/// Those of the visitor.
pub(crate) fn or_empty<'de, V, D>(d: D, visitor: V, empty: V::Value) -> Result<V::Value, D::Error>
where
    V: Visitor<'de> + Container,
    D: Deserializer<'de>,
{
    struct OrEmpty<V, T>(V, T);
    impl<'de, V: Visitor<'de> + Container> Visitor<'de> for OrEmpty<V, V::Value> {
        type Value = V::Value;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.expecting(f)
        }

        fn visit_none<E>(self) -> Result<V::Value, E> {
            Ok(self.1)
        }

        fn visit_unit<E>(self) -> Result<V::Value, E> {
            Ok(self.1)
        }

        fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<V::Value, D::Error> {
            if V::IS_MAP { d.deserialize_map(self.0) } else { d.deserialize_seq(self.0) }
        }

        // Of what is nothing but a list or a map.
        fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<V::Value, A::Error> {
            self.0.visit_seq(seq)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
            self.0.visit_map(map)
        }
    }
    d.deserialize_option(OrEmpty(visitor, empty))
}

/// What reads a list or a map.
pub(crate) trait Container {
    /// Whether it reads a map.
    const IS_MAP: bool;
}

/// `null` is an empty list.
impl<T: Wire> Wire for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Elements<T>(PhantomData<T>);
        impl<'de, T: Wire> Visitor<'de> for Elements<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
                let mut elements = Vec::new();
                let at_index = |index: usize| move |error| in_element(index, &error);
                while let Some(element) =
                    seq.next_element_seed(Decode::new()).map_err(at_index(elements.len()))?
                {
                    elements.push(element);
                }
                Ok(elements)
            }
        }
        impl<T> Container for Elements<T> {
            const IS_MAP: bool = false;
        }
        or_empty(d, Elements(PhantomData), Self::new())
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut seq = s.serialize_seq(Some(self.len()))?;
        for element in self {
            seq.serialize_element(&Encode(element))?;
        }
        seq.end()
    }
}

/// An object whose keys are data. A duplicate key is an error.
impl<T: Wire> Wire for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);
        impl<'de, T: Wire> Visitor<'de> for Entries<T> {
            type Value = BTreeMap<String, T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = BTreeMap::new();
                while let Some(key) = map.next_key::<String>()? {
                    if entries.contains_key(&key) {
                        return Err(A::Error::custom(format_args!("duplicate key `{key}`")));
                    }
                    let value =
                        map.next_value_seed(Decode::new()).map_err(|error| in_member(&key, &error))?;
                    entries.insert(key, value);
                }
                Ok(entries)
            }
        }
        impl<T> Container for Entries<T> {
            const IS_MAP: bool = true;
        }
        or_empty(d, Entries(PhantomData), Self::new())
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(Some(self.len()))?;
        for (key, value) in self {
            map.serialize_entry(key, &Encode(value))?;
        }
        map.end()
    }
}
