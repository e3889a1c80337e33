//! Reads the parts of a response that paging needs, without decoding the whole: values at JSON pointers (RFC 6901), the
//! number of items, and the header `Link`.

use super::super::json::codec::{Decode, Wire, unmarked};
use super::super::json::location::in_member;
use super::seen::Fingerprint;
use http::HeaderMap;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::hash::{DefaultHasher, Hasher};
use std::marker::PhantomData;

/// The value at a JSON pointer, if there is one.
pub(crate) fn read(body: &[u8], pointer: &str) -> Option<Value> {
    read_at(body, pointer, PhantomData::<Value>).ok()?
}

/// The items at a JSON pointer; empty if there is no list.
///
/// # Errors
/// The text is not JSON, or an item is not a `T`.
pub(crate) fn items<T: Wire>(body: &[u8], pointer: &str) -> Result<Vec<T>, serde_json::Error> {
    let items: Option<Option<Vec<T>>> = read_at(body, pointer, Decode::new())?;
    Ok(items.flatten().unwrap_or_default())
}

/// Counts and hashes the items at a JSON pointer. Items that cannot be hashed, because they are too deep or a number is
/// too large, are only counted.
pub(crate) fn count(body: &[u8], pointer: &str) -> PageItems {
    let counted = |hashed| read_at(body, pointer, Count { hashed });
    counted(true).or_else(|_| counted(false)).ok().flatten().unwrap_or_default()
}

/// The value at the pointer `of` in the last item of the list at `pointer`.
pub(crate) fn last(body: &[u8], pointer: &str, of: &str) -> Option<Value> {
    read_at(body, pointer, LastAt { of }).ok()??
}

fn read_at<'de, S: DeserializeSeed<'de>>(
    body: &'de [u8],
    pointer: &str,
    seed: S,
) -> Result<Option<S::Value>, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(unmarked(body));
    let found = AtPointer { pointer, seed }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(found)
}

/// Deserializes the value at the pointer with the seed; `None` if there is no value.
struct AtPointer<'p, S> {
    pointer: &'p str,
    seed: S,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for AtPointer<'_, S> {
    type Value = Option<S::Value>;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Self::Value, D::Error> {
        if self.pointer.is_empty() { self.seed.deserialize(d).map(Some) } else { d.deserialize_any(self) }
    }
}

impl<S> AtPointer<'_, S> {
    /// Splits the pointer into its first name and the rest.
    fn step(&self) -> (String, &str) {
        let pointer = self.pointer.strip_prefix('/').unwrap_or(self.pointer);
        let (name, _) = pointer.split_once('/').unwrap_or((pointer, ""));
        (name.replace("~1", "/").replace("~0", "~"), pointer.get(name.len()..).unwrap_or_default())
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for AtPointer<'_, S> {
    type Value = Option<S::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (name, rest) = self.step();
        let rest = rest.to_owned();
        let (mut seed, mut found) = (Some(self.seed), None);
        while let Some(key) = map.next_key::<String>()? {
            match seed.take_if(|_| key == name) {
                Some(seed) => {
                    let value = map.next_value_seed(AtPointer { pointer: &rest, seed });
                    found = value.map_err(|error| in_member(&name, &error))?;
                }
                None => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let (name, rest) = self.step();
        let rest = rest.to_owned();
        for _ in 0..name.parse().unwrap_or(usize::MAX) {
            if seq.next_element::<IgnoredAny>()?.is_none() {
                return Ok(None);
            }
        }
        let element = seq.next_element_seed(AtPointer { pointer: &rest, seed: self.seed });
        let found = element.map_err(|error| in_member(&name, &error))?.flatten();
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(found)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
    }
}

/// The number of items of a page, and their hash if all are objects.
#[derive(Default)]
pub(crate) struct PageItems {
    pub(crate) items: u64,
    pub(crate) hash: Option<u64>,
}

/// Counts the elements of a list; any other value has no elements.
struct Count {
    hashed: bool,
}

impl<'de> DeserializeSeed<'de> for Count {
    type Value = PageItems;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Self::Value, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Count {
    type Value = PageItems;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let (mut items, mut objects, mut hasher) = (0, self.hashed, DefaultHasher::new());
        let mut next = || match self.hashed {
            true => seq.next_element_seed(Fingerprint(&mut hasher)),
            false => Ok(seq.next_element::<IgnoredAny>()?.map(|_| false)),
        };
        while let Some(is_object) = next()? {
            (items, objects) = (items + 1, objects && is_object);
        }
        Ok(PageItems { items, hash: (objects && items > 0).then(|| hasher.finish()) })
    }
}

/// The value at a JSON pointer in the last element of a list.
struct LastAt<'p> {
    of: &'p str,
}

impl<'de> DeserializeSeed<'de> for LastAt<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Self::Value, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for LastAt<'_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut last = None;
        while let Some(value) =
            seq.next_element_seed(AtPointer { pointer: self.of, seed: PhantomData::<Value> })?
        {
            last = value;
        }
        Ok(last)
    }
}

/// The target of the first link with `rel="next"` (RFC 8288, section 3).
pub(crate) fn link_next(headers: &HeaderMap) -> Option<String> {
    let texts = headers.get_all(http::header::LINK).iter().filter_map(|value| value.to_str().ok());
    texts.flat_map(links).find_map(|(target, parameters)| is_next(parameters).then(|| target.to_owned()))
}

/// Each `<target>` of the header with its parameters. Targets and quoted parameters can contain commas.
fn links(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((target, after)) = rest.split_once('<').and_then(|(_, rest)| rest.split_once('>')) {
        let mut quoted = false;
        let end = after.find(|c| {
            quoted ^= c == '"';
            c == ',' && !quoted
        });
        let end = end.unwrap_or(after.len());
        found.push((target, after.get(..end).unwrap_or_default()));
        rest = after.get(end..).unwrap_or_default();
    }
    found
}

fn is_next(parameters: &str) -> bool {
    parameters.split(';').filter_map(|parameter| parameter.split_once('=')).any(|(name, value)| {
        let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
        name.trim().eq_ignore_ascii_case("rel") && relations.any(|name| name.eq_ignore_ascii_case("next"))
    })
}
