//! Buffered JSON: a union buffers its value before it chooses a variant. Texts are borrowed from the input if possible.

use super::score;
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Number};
use std::borrow::Cow;
use std::fmt;

/// The newtype name that requests a replay: a `Buffer` then returns its value any number of times; any other
/// deserializer returns its value once.
pub(crate) const REPLAY: &str = "$truespec::Replay";

/// The size hint that marks a replay: larger than the length of any real sequence.
pub(crate) const REPLAY_LEN: usize = usize::MAX;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Buffer<'de> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number.
    Number(Number),
    /// `"…"`
    Text(Text<'de>),
    /// `[…]`
    Array(Vec<Buffer<'de>>),
    /// `{…}`, in its original order, duplicate keys included.
    Object(Vec<(Text<'de>, Buffer<'de>)>),
}

/// A text or key.
#[derive(Debug, Clone, PartialEq)]
pub struct Text<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        match Buffer::deserialize(d)? {
            Buffer::Text(text) => Ok(text),
            _ => Err(D::Error::custom("a key is not a text")),
        }
    }
}

impl<'de> Deserialize<'de> for Buffer<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(Reader)
    }
}

/// Reads any JSON value into a `Buffer`.
pub(crate) struct Reader;

/// The maximum capacity that is reserved on the input's size hint.
const MAX_RESERVED: usize = 1024;

impl<'de> Visitor<'de> for Reader {
    type Value = Buffer<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any valid JSON value")
    }

    fn visit_unit<E>(self) -> Result<Buffer<'de>, E> {
        Ok(Buffer::Null)
    }

    fn visit_none<E>(self) -> Result<Buffer<'de>, E> {
        Ok(Buffer::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Buffer<'de>, D::Error> {
        d.deserialize_any(self)
    }

    fn visit_bool<E>(self, boolean: bool) -> Result<Buffer<'de>, E> {
        Ok(Buffer::Boolean(boolean))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Buffer<'de>, E> {
        Ok(Buffer::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Buffer<'de>, E> {
        Ok(Buffer::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Buffer<'de>, E> {
        Ok(Number::from_f64(number).map_or(Buffer::Null, Buffer::Number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Buffer<'de>, E> {
        Ok(Buffer::Text(Text(Cow::Borrowed(text))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Buffer<'de>, E> {
        Ok(Buffer::Text(Text(Cow::Owned(text.to_owned()))))
    }

    fn visit_string<E>(self, text: String) -> Result<Buffer<'de>, E> {
        Ok(Buffer::Text(Text(Cow::Owned(text))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Buffer<'de>, A::Error> {
        let mut items = Vec::with_capacity(seq.size_hint().unwrap_or_default().min(MAX_RESERVED));
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Buffer::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Buffer<'de>, A::Error> {
        let mut members = Vec::with_capacity(map.size_hint().unwrap_or_default().min(MAX_RESERVED));
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Buffer::Object(members))
    }
}

impl<'de> Deserializer<'de> for &Buffer<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Buffer::Null => visitor.visit_unit(),
            Buffer::Boolean(boolean) => visitor.visit_bool(*boolean),
            Buffer::Number(number) => number.deserialize_any(visitor),
            Buffer::Text(text) => text.deserialize_any(visitor),
            Buffer::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.iter())),
            Buffer::Object(members) => {
                visitor.visit_map(MapDeserializer::new(members.iter().map(|(key, value)| (key, value))))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Buffer::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        deserialize(self, name, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        score::ignored();
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct enum identifier
    }
}

impl<'de> Deserializer<'de> for &Text<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.0 {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_str(text),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Error> for &Buffer<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> IntoDeserializer<'de, Error> for &Text<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Starts a replay if it is requested by name; other names are ordinary newtypes.
fn deserialize<'de, V: Visitor<'de>>(
    buffer: &Buffer<'de>,
    name: &str,
    visitor: V,
) -> Result<V::Value, serde_json::Error> {
    if name == REPLAY { visitor.visit_seq(Replay(buffer)) } else { visitor.visit_newtype_struct(buffer) }
}

/// A sequence that returns the same value for each element.
pub(crate) struct Replay<'a, 'de>(pub(crate) &'a Buffer<'de>);

impl<'de> SeqAccess<'de> for Replay<'_, 'de> {
    type Error = serde_json::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Self::Error> {
        seed.deserialize(self.0).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(REPLAY_LEN)
    }
}
