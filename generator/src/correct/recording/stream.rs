//! Recognises a recording by its content while it is read, and hands on its elements one by one: a recording may be
//! larger than memory.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// What an element of a recording is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An entry of an HTTP archive.
    Har,
    /// A request with its response: VCR, WireMock's journal, a pair.
    Pair,
    /// A stub of WireMock.
    Stub,
    /// An item of a Postman collection: a folder or a request with its examples.
    Postman,
}

/// Receives the elements: what they are, and their number from 1.
pub(super) type Elements<'s> = dyn FnMut(Kind, usize, Value) + 's;

/// Keys of a root object whose lists hold exchanges.
const LISTS: [(&str, Kind); 7] = [
    ("entries", Kind::Har),
    ("http_interactions", Kind::Pair),
    ("interactions", Kind::Pair),
    ("exchanges", Kind::Pair),
    ("requests", Kind::Pair),
    ("mappings", Kind::Stub),
    ("item", Kind::Postman),
];

/// Keys of a root object that may hold another root object: `log` of archives, `collection` of Postman's interface.
const INNER: [&str; 2] = ["log", "collection"];

/// Reads a recording; returns whether it was recognised as one.
pub(super) fn read<'de, D: Deserializer<'de>>(
    from: D,
    elements: &mut Elements<'_>,
) -> Result<bool, D::Error> {
    Part { elements, place: Place::Object(0) }.deserialize(from)
}

/// Where in a recording a value stands.
enum Place {
    /// In the place of a root object, this deep.
    Object(usize),
    /// In the place of a list of elements.
    List(Kind),
}

/// A part of a recording that is searched for elements; anything unexpected holds none.
struct Part<'s, 'f> {
    elements: &'s mut Elements<'f>,
    place: Place,
}

impl<'de> DeserializeSeed<'de> for Part<'_, '_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Part<'_, '_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a recording")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let Place::Object(depth) = self.place else {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(false);
        };
        let mut known = false;
        let mut single = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if let Some(place) = place(&key, depth) {
                known |= map.next_value_seed(Part { elements: self.elements, place })?;
            } else if key == "request" || key == "response" {
                single.insert(key, map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        if single.len() == 2 {
            (self.elements)(kind_of(&single), 1, Value::Object(single));
            known = true;
        }
        Ok(known)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<bool, A::Error> {
        let kind = match self.place {
            Place::List(kind) => kind,
            Place::Object(_) => Kind::Pair,
        };
        let (mut number, mut known) = (0, matches!(self.place, Place::List(_)));
        while let Some(element) = seq.next_element::<Value>()? {
            number += 1;
            let object = element.as_object().filter(|object| object.contains_key("request"));
            known |= object.is_some();
            let kind = object.filter(|_| kind == Kind::Pair).map_or(kind, kind_of);
            if known {
                (self.elements)(kind, number, element);
            }
        }
        Ok(known)
    }

    fn visit_str<E>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_bool<E>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_i64<E>(self, _: i64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_u64<E>(self, _: u64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_f64<E>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }
}

/// Returns what is expected under a key of a root object.
fn place(key: &str, depth: usize) -> Option<Place> {
    let list = LISTS.iter().find(|(name, _)| *name == key);
    match list {
        Some((_, kind)) => Some(Place::List(*kind)),
        None => (depth < INNER.len() && INNER.contains(&key)).then_some(Place::Object(depth + 1)),
    }
}

/// Returns what an object with a request and a response is.
fn kind_of(object: &Map<String, Value>) -> Kind {
    const STUB: [&str; 5] = ["urlPath", "urlPattern", "urlPathPattern", "urlPathTemplate", "bodyPatterns"];
    const ANSWER: [&str; 3] = ["jsonBody", "base64Body", "bodyFileName"];
    let has = |part: &str, keys: &[&str]| {
        let part = object.get(part).and_then(Value::as_object);
        part.is_some_and(|part| keys.iter().any(|key| part.contains_key(*key)))
    };
    if has("request", &STUB) || has("response", &ANSWER) {
        Kind::Stub
    } else if object
        .get("response")
        .and_then(|response| response.get("content"))
        .is_some_and(Value::is_object)
    {
        Kind::Har
    } else {
        Kind::Pair
    }
}
