//! The visitor that builds the value: keys as text whatever they are, repeated keys reported, YAML merge keys
//! applied, tags ignored, numbers beyond 64 bits as floats.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use crate::base::pointer::Path;
use crate::diagnostic::code::{DUPLICATE_KEY, MERGE_KEY, NOT_FINITE};
use crate::diagnostic::{FileId, Location, Report};

/// Deeper than any real document, and shallow enough for every recursion that follows.
const MAX_DEPTH: usize = 120;

/// What one node weighs against the budget, about its size in bytes.
const NODE: usize = 64;

/// What every text may weigh, however short it is, and how long the pointers to its values may be.
const ALWAYS: usize = 8 << 20;

/// Whether a YAML text may have anchors and aliases; text that only looks like them counts as well.
fn has_aliases(text: &str) -> bool {
    let begins = |sign: char| {
        let after = |c: char| c.is_whitespace() || "[]{},:?-".contains(c);
        text.match_indices(sign).any(|(at, _)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let name = text.get(at + 1..).and_then(|rest| rest.chars().next());
            before.is_none_or(after) && name.is_some_and(|c| !c.is_whitespace())
        })
    };
    begins('&') && begins('*')
}

/// Which rules beyond the common ones hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Json,
    /// `<<` merges.
    Yaml,
}

/// What the whole reading of one text shares.
pub(super) struct State<'r> {
    report: &'r mut Report,
    file: FileId,
    format: Syntax,
    /// How many bytes may still be built: aliases can make a small text a huge value.
    budget: usize,
    /// How long the pointers to all values may still be: each pass keeps some of them, and a long name is part of every
    /// pointer to what lies below it.
    pointers: usize,
    /// Whether a limit ended the reading: another format would not help.
    pub(super) exhausted: bool,
}

impl<'r> State<'r> {
    /// Without aliases a value weighs at most a node and three bytes of text a byte read. With them it may be larger than
    /// that only where the text is short; the documents of the corpus need five times their length.
    pub(super) fn new(report: &'r mut Report, file: FileId, format: Syntax, text: &str) -> Self {
        let each = if format == Syntax::Yaml && has_aliases(text) { 16 } else { 2 * NODE };
        let budget = text.len().saturating_mul(each).saturating_add(ALWAYS);
        // The documents of the corpus need five times their length.
        let pointers = text.len().saturating_mul(16).saturating_add(ALWAYS);
        Self { report, file, format, budget, pointers, exhausted: false }
    }

    fn spend<E: Error>(&mut self, amount: usize) -> Result<(), E> {
        match self.budget.checked_sub(amount) {
            Some(rest) => {
                self.budget = rest;
                Ok(())
            }
            None => {
                self.exhausted = true;
                Err(E::custom("aliases expand to much more than the size of the text"))
            }
        }
    }

    /// Takes what a pointer to a value needs.
    fn point<E: Error>(&mut self, at: &Path<'_>) -> Result<(), E> {
        match self.pointers.checked_sub(at.length) {
            Some(rest) => {
                self.pointers = rest;
                Ok(())
            }
            None => {
                self.exhausted = true;
                Err(E::custom("keys too long for the number of values below them"))
            }
        }
    }

    fn descend<E: Error>(&mut self, at: &Path<'_>) -> Result<(), E> {
        if at.depth < MAX_DEPTH {
            return self.spend(NODE);
        }
        self.exhausted = true;
        Err(E::custom(format_args!("nested more than {MAX_DEPTH} levels deep")))
    }

    /// Takes the members of a `<<` value that are not there yet: nearer keys win over merged ones.
    fn merge(&mut self, at: &Path<'_>, value: Value, map: &mut Map<String, Value>) -> BTreeSet<String> {
        let sources = match value {
            Value::Array(items) if items.iter().all(Value::is_object) => items,
            Value::Object(_) => vec![value],
            other => {
                let message =
                    "the value of `<<` is neither a mapping nor a list of mappings; kept as an ordinary key";
                self.report.add(&MERGE_KEY, Location::Source(self.file, at.key("<<").pointer()), message);
                map.insert("<<".to_owned(), other);
                return BTreeSet::new();
            }
        };
        let mut merged = BTreeSet::new();
        for (key, value) in sources.into_iter().flat_map(members) {
            if let Entry::Vacant(place) = map.entry(key) {
                merged.insert(place.key().to_owned());
                place.insert(value);
            }
        }
        merged
    }
}

fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// Reads the node at a path.
pub(super) struct Node<'a, 'r> {
    pub(super) at: &'a Path<'a>,
    pub(super) state: &'a mut State<'r>,
}

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        if let Some(number) = Number::from_f64(value) {
            return Ok(Value::Number(number));
        }
        let text = if value.is_nan() {
            ".nan"
        } else if value > 0.0 {
            ".inf"
        } else {
            "-.inf"
        };
        let place = Location::Source(self.state.file, self.at.pointer());
        self.state.report.add(
            &NOT_FINITE,
            place,
            format!("JSON cannot represent the number `{text}`; read as a string"),
        );
        Ok(Value::String(text.to_owned()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.state.spend(value.len())?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.state.descend(self.at)?;
        let mut items = Vec::new();
        loop {
            let at = self.at.index(items.len());
            self.state.point(&at)?;
            let Some(item) = access.next_element_seed(Node { at: &at, state: self.state })? else { break };
            self.state.spend(NODE)?;
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.state.descend(self.at)?;
        let mut map = Map::new();
        let mut merged = BTreeSet::new();
        while let Some(key) = access.next_key_seed(Key)? {
            self.state.spend(key.len() + NODE)?;
            let at = self.at.key(&key);
            self.state.point(&at)?;
            let value = access.next_value_seed(Node { at: &at, state: self.state })?;
            if key == "<<" && self.state.format == Syntax::Yaml {
                merged.extend(self.state.merge(self.at, value, &mut map));
                continue;
            }
            match map.entry(key) {
                Entry::Vacant(place) => {
                    place.insert(value);
                }
                Entry::Occupied(mut place) => {
                    if !merged.remove(place.key()) {
                        let at = Location::Source(self.state.file, self.at.pointer().join(place.key()));
                        let message = format!("duplicate key `{}`; the last one is used", place.key());
                        self.state.report.add(&DUPLICATE_KEY, at, message);
                    }
                    place.insert(value);
                }
            }
        }
        Ok(Value::Object(map))
    }

    /// serde_yaml shows a tagged node as an enum; the tag (`!Ref`, `!!binary`) says nothing to OpenAPI.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (_, content) = access.variant_seed(Key)?;
        content.newtype_variant_seed(self)
    }
}

/// A key as its text: `200`, `true` and `null` are as good as `"200"`.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scalar as a key")
    }

    fn visit_str<E>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E>(self, value: String) -> Result<String, E> {
        Ok(value)
    }
}
