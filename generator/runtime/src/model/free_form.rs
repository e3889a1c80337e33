//! Objects with any members: what a document declares as an object and says no more of.

use super::super::json::codec::{Container, Wire, or_empty, serde_by_wire};
use super::super::json::location::in_member;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Deref, DerefMut};

/// A JSON object with any members, in the order in which they were set or received.
///
/// Setters and arguments make one of anything that serialises as an object: `json!({…})`, a `serde_json::Map`, a
/// `BTreeMap`, a struct of the caller. It reads and changes as the [`Map`] inside.
///
/// A value that is no object cannot be sent: a call that holds one ends with an error before it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JsonObject {
    members: Map<String, Value>,
    /// Why there are no members.
    refused: Option<String>,
}

impl JsonObject {
    /// Creates an object without members.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes an object of anything that serialises as one.
    pub fn of(value: impl Serialize) -> Self {
        serde_json::to_value(value).map_or_else(|error| Self::refused(error.to_string()), Self::from_value)
    }

    fn from_value(value: Value) -> Self {
        match value {
            Value::Object(members) => members.into(),
            other => Self::refused(format!("expected an object, found {}", kind(&other))),
        }
    }

    fn refused(reason: String) -> Self {
        Self { members: Map::new(), refused: Some(reason) }
    }

    /// The members, as the type of `serde_json`.
    pub fn into_map(self) -> Map<String, Value> {
        self.members
    }

    /// Decodes the object as a type of the caller.
    ///
    /// # Errors
    /// It does not decode as a `T`.
    pub fn parse<'a, T: Deserialize<'a>>(&'a self) -> Result<T, serde_json::Error> {
        T::deserialize(&self.members)
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// What a setter makes of a value: nothing of `None` and `null`.
pub fn maybe(value: impl Serialize) -> Option<JsonObject> {
    match serde_json::to_value(value) {
        Ok(Value::Null) => None,
        Ok(value) => Some(JsonObject::from_value(value)),
        Err(error) => Some(JsonObject::refused(error.to_string())),
    }
}

impl Deref for JsonObject {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Map<String, Value> {
        &self.members
    }
}

impl DerefMut for JsonObject {
    fn deref_mut(&mut self) -> &mut Map<String, Value> {
        &mut self.members
    }
}

/// Shows the object as JSON.
impl fmt::Display for JsonObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(&self.members).map_err(|_| fmt::Error)?)
    }
}

impl From<Map<String, Value>> for JsonObject {
    fn from(members: Map<String, Value>) -> Self {
        Self { members, refused: None }
    }
}

impl<V: Into<Value>> From<BTreeMap<String, V>> for JsonObject {
    fn from(members: BTreeMap<String, V>) -> Self {
        members.into_iter().collect()
    }
}

impl From<JsonObject> for Map<String, Value> {
    fn from(object: JsonObject) -> Self {
        object.members
    }
}

impl From<JsonObject> for Value {
    fn from(object: JsonObject) -> Self {
        Self::Object(object.members)
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for JsonObject {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        let members: Map<String, Value> =
            members.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
        members.into()
    }
}

impl IntoIterator for JsonObject {
    type Item = (String, Value);
    type IntoIter = serde_json::map::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

impl<'a> IntoIterator for &'a JsonObject {
    type Item = (&'a String, &'a Value);
    type IntoIter = serde_json::map::Iter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.iter()
    }
}

/// Keeps the order of the members. A duplicate key is an error, and `null` is an empty object.
impl Wire for JsonObject {
    fn blank() -> Self {
        Self::default()
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        or_empty(d, Members, Self::default())
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match &self.refused {
            Some(reason) => Err(S::Error::custom(reason)),
            None => self.members.serialize(s),
        }
    }
}
serde_by_wire!(JsonObject);

struct Members;

impl Container for Members {
    const IS_MAP: bool = true;
}

impl<'de> Visitor<'de> for Members {
    type Value = JsonObject;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<JsonObject, A::Error> {
        let mut members = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if members.contains_key(&key) {
                return Err(A::Error::custom(format_args!("duplicate key `{key}`")));
            }
            let value = map.next_value().map_err(|error| in_member(&key, &error))?;
            members.insert(key, value);
        }
        Ok(members.into())
    }
}
