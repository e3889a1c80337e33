//! How a value is read from and written to JSON: decoding is tolerant, encoding is exact. One trait, the impls for
//! the types of the standard library, and adaptors that let such types nest through serde.

use super::location::{in_element, in_member};
use super::object::{self, Key};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Number, Value};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A type with a JSON form. An object's impl gives `NAME`, `KEYS`, `read` and `write`, any other type's `decode` and
/// `encode`: what is a default here need not be compiled again for each of a thousand structs.
pub trait Wire: Sized {
    /// Of an object: its name, for errors.
    const NAME: &'static str = "";
    /// Of an object: its keys, in the order of its fields.
    const KEYS: &'static [Key] = &[];

    /// A value that stands where the real one is to come: empty, zero, nothing.
    fn blank() -> Self;

    /// Reads a value, taking every spelling of it that has one sensible meaning.
    ///
    /// # Errors
    /// Whatever `d` reports, and its `custom` errors for JSON that cannot mean a `Self`.
    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        object::decode(d)
    }

    /// Writes the value in its one documented form.
    ///
    /// # Errors
    /// Whatever `s` reports, and its `custom` error for a value that JSON cannot hold (a number that is not finite).
    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        object::encode(self, s)
    }

    /// Reads an object's members into a blank one.
    ///
    /// # Errors
    /// A required key does not come, a key comes twice, a value cannot mean what its field is, or this is no object.
    fn read<'de, A: MapAccess<'de>>(&mut self, _: &mut A) -> Result<(), A::Error> {
        Err(A::Error::custom("not an object"))
    }

    /// Writes an object's members.
    ///
    /// # Errors
    /// A value cannot be encoded.
    fn write<M: SerializeMap>(&self, _: &mut M) -> Result<(), M::Error> {
        Ok(())
    }

    /// Whether an optional member with this value is left out.
    fn is_absent(&self) -> bool {
        false
    }

    /// Whether it is the value of an enum that the document does not list.
    fn is_unknown(&self) -> bool {
        false
    }
}

/// Decodes a `T` where serde asks for a seed.
pub struct Decode<T>(PhantomData<T>);

impl<T> Decode<T> {
    /// The seed.
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

/// Encodes the `T` it refers to where serde asks for a `Serialize`.
pub struct Encode<'a, T>(pub &'a T);

impl<T: Wire> Serialize for Encode<'_, T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.0.encode(s)
    }
}

/// Decodes a whole JSON text.
///
/// # Errors
/// The text is not JSON, cannot mean a `T`, or goes on after the value; the error knows line and column.
pub fn from_slice<T: Wire>(text: &[u8]) -> Result<T, serde_json::Error> {
    let mut d = serde_json::Deserializer::from_slice(text);
    let value = T::decode(&mut d)?;
    d.end().map(|()| value)
}

/// Encodes a value as compact JSON text.
///
/// # Errors
/// The value holds something that JSON cannot.
pub fn to_vec<T: Wire>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Encode(value))
}

/// Decodes a value from JSON that was read already.
///
/// # Errors
/// The JSON cannot mean a `T`; the error knows no position.
pub fn from_value<T: Wire>(value: &Value) -> Result<T, serde_json::Error> {
    T::decode(value)
}

/// Encodes a value as a JSON tree.
///
/// # Errors
/// The value holds something that JSON cannot.
pub fn to_value<T: Wire>(value: &T) -> Result<Value, serde_json::Error> {
    value.encode(serde_json::value::Serializer)
}

/// Decodes a JSON string through `parse`; `expected` says in errors what the string should have been.
///
/// # Errors
/// It is not a string, or `parse` gives `None`.
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

/// Implements serde's `Serialize` and `Deserialize` of a type through its `Wire` impl.
/// (Exported under another name for the reason that `object!` gives.)
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

/// `Wire` for types whose JSON form is what serde's own impls make of them.
macro_rules! as_serde_does {
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

as_serde_does!(() = (), bool = false, String = String::new(), Value = Value::Null, Number = Number::from(0));

/// `Wire` for types whose JSON form is the text of their `Display` and `FromStr`.
macro_rules! as_text {
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

as_text! {
    IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED), "an IP address";
    Ipv4Addr = Ipv4Addr::UNSPECIFIED, "an IPv4 address";
    Ipv6Addr = Ipv6Addr::UNSPECIFIED, "an IPv6 address";
}

impl<T: Wire> Wire for Box<T> {
    const NAME: &'static str = T::NAME;
    const KEYS: &'static [Key] = T::KEYS;

    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        T::decode(d).map(Box::new)
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        (**self).encode(s)
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

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => s.serialize_some(&Encode(value)),
            None => s.serialize_none(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// What `null` stands for where a list or a map is wanted and null is not: some servers write an empty one so.
fn or_empty<'de, V, D>(d: D, visitor: V, empty: V::Value) -> Result<V::Value, D::Error>
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
trait Container {
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
                let placed = |index: usize| move |error| in_element(index, &error);
                while let Some(element) =
                    seq.next_element_seed(Decode::new()).map_err(placed(elements.len()))?
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

/// An object whose keys are data. A key that comes twice is refused; `null` is an empty one.
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
