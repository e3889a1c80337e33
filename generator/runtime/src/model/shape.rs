//! The shape of a value: its kind, and the members of an object with only their kinds. A union chooses its variant by
//! the shape.

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;
use std::borrow::Cow;
use std::fmt;

/// The shape of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape<'de> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number.
    Number(Number),
    /// `"…"`
    Text(Cow<'de, str>),
    /// `[…]`
    Array,
    /// `{…}`, in its original order, duplicate keys included; empty if only the kind was read.
    Object(Vec<(Cow<'de, str>, Shape<'de>)>),
}

impl Shape<'_> {
    /// The member of an object; if the key is duplicated, the last one, as in `serde_json::Value`.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// How many of the keys an object has. Keys and members are mostly in the same order, so each search starts where
    /// the last one ended.
    pub fn count(&self, keys: &[&str]) -> usize {
        let Self::Object(members) = self else { return 0 };
        let mut next = 0;
        let mut has = |key: &&&str| {
            let (before, after) = members.split_at(next.min(members.len()));
            let at = |members: &[(Cow<'_, str>, Self)]| members.iter().position(|(name, _)| name == **key);
            let found = at(after).map(|index| index + before.len()).or_else(|| at(before));
            next = found.map_or(next, |index| index + 1);
            found.is_some()
        };
        keys.iter().filter(|key| has(key)).count()
    }

    /// Returns true if an object has all of the keys, which must be distinct.
    pub fn has_all(&self, keys: &[&str]) -> bool {
        let Self::Object(members) = self else { return keys.is_empty() };
        members.len() >= keys.len() && self.count(keys) == keys.len()
    }

    /// The text; `None` for another kind.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text, or the JSON text of a number or boolean; `None` for another kind.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Number(number) => Some(Cow::Owned(number.to_string())),
            Self::Boolean(boolean) => Some(Cow::Borrowed(if *boolean { "true" } else { "false" })),
            Self::Null | Self::Array | Self::Object(_) => None,
        }
    }
}

/// A seed that reads the shape of a value. The contents of members are not read to their end, so it works only on a
/// replayed value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadShape {
    /// Reads the kind only.
    Kind,
    /// Reads the members too.
    Members,
}

impl<'de> DeserializeSeed<'de> for ReadShape {
    type Value = Shape<'de>;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Shape<'de>, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ReadShape {
    type Value = Shape<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any valid JSON value")
    }

    fn visit_unit<E>(self) -> Result<Shape<'de>, E> {
        Ok(Shape::Null)
    }

    fn visit_bool<E>(self, boolean: bool) -> Result<Shape<'de>, E> {
        Ok(Shape::Boolean(boolean))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Shape<'de>, E> {
        Ok(Shape::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Shape<'de>, E> {
        Ok(Shape::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Shape<'de>, E> {
        Ok(Number::from_f64(number).map_or(Shape::Null, Shape::Number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Shape<'de>, E> {
        Ok(Shape::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Shape<'de>, E> {
        Ok(Shape::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Shape<'de>, A::Error> {
        Ok(Shape::Array)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape<'de>, A::Error> {
        let mut members = Vec::new();
        if self == Self::Members {
            members.reserve(map.size_hint().unwrap_or_default());
            while let Some(Shape::Text(key)) = map.next_key_seed(Self::Kind)? {
                members.push((key, map.next_value_seed(Self::Kind)?));
            }
        }
        Ok(Shape::Object(members))
    }
}

/// A seed that counts the values in a value, including the value itself.
#[derive(Debug, Clone, Copy)]
pub struct Size;

impl<'de> DeserializeSeed<'de> for Size {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<usize, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Size {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ReadShape::Kind.expecting(f)
    }

    fn visit_unit<E>(self) -> Result<usize, E> {
        Ok(1)
    }

    fn visit_bool<E>(self, _: bool) -> Result<usize, E> {
        Ok(1)
    }

    fn visit_i64<E>(self, _: i64) -> Result<usize, E> {
        Ok(1)
    }

    fn visit_u64<E>(self, _: u64) -> Result<usize, E> {
        Ok(1)
    }

    fn visit_f64<E>(self, _: f64) -> Result<usize, E> {
        Ok(1)
    }

    fn visit_str<E>(self, _: &str) -> Result<usize, E> {
        Ok(1)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<usize, A::Error> {
        let mut size = 1;
        while let Some(element) = seq.next_element_seed(self)? {
            size += element;
        }
        Ok(size)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<usize, A::Error> {
        let mut size = 1;
        while map.next_key_seed(ReadShape::Kind)?.is_some() {
            size += map.next_value_seed(self)?;
        }
        Ok(size)
    }
}
