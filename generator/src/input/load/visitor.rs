//! The visitor that builds the value: keys are converted to strings, duplicate keys reported, YAML merge keys applied,
//! tags ignored, and numbers beyond 64 bits read as floats.

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

/// The deepest nesting: more than any real document has, and little enough for every later recursion.
const MAX_DEPTH: usize = 120;

/// The cost of one node in the budget, about its size in bytes.
const NODE_COST: usize = 64;

/// The part of both budgets that every text has, however short it is.
const BASE_BUDGET: usize = 8 << 20;

/// Returns true if a YAML text may have anchors and aliases; text that only looks like them counts as well.
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

/// The format, for rules that differ.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Json,
    /// `<<` merges.
    Yaml,
}

/// State shared while one text is read.
pub(super) struct State<'r> {
    report: &'r mut Report,
    file: FileId,
    format: Syntax,
    /// The number of bytes that may still be built: aliases can make a small text a huge value.
    budget: usize,
    /// The total length that the pointers to further values may have: each pass keeps some of them, and a long name is
    /// part of every pointer to a value below it.
    pointer_budget: usize,
    /// True if a limit ended the reading, so that another format would not help.
    pub(super) exhausted: bool,
}

impl<'r> State<'r> {
    /// Without aliases, a value costs at most one node and three bytes of text per byte read. With aliases it may be
    /// larger than that only if the text is short; the documents of the corpus need five times their length.
    pub(super) fn new(report: &'r mut Report, file: FileId, format: Syntax, text: &str) -> Self {
        let each = if format == Syntax::Yaml && has_aliases(text) { 16 } else { 2 * NODE_COST };
        let budget = text.len().saturating_mul(each).saturating_add(BASE_BUDGET);
        // The documents of the corpus need five times their length.
        let pointer_budget = text.len().saturating_mul(16).saturating_add(BASE_BUDGET);
        Self { report, file, format, budget, pointer_budget, exhausted: false }
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

    /// Spends the length of the pointer to a value.
    fn spend_pointer<E: Error>(&mut self, at: &Path<'_>) -> Result<(), E> {
        match self.pointer_budget.checked_sub(at.length) {
            Some(rest) => {
                self.pointer_budget = rest;
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
            return self.spend(NODE_COST);
        }
        self.exhausted = true;
        Err(E::custom(format_args!("nested more than {MAX_DEPTH} levels deep")))
    }

    /// Adds the members of a `<<` value that do not exist yet: members of the mapping itself take precedence over
    /// merged ones.
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
            self.state.spend_pointer(&at)?;
            let Some(item) = access.next_element_seed(Node { at: &at, state: self.state })? else { break };
            self.state.spend(NODE_COST)?;
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.state.descend(self.at)?;
        let mut map = Map::new();
        let mut merged = BTreeSet::new();
        while let Some(key) = access.next_key_seed(Key)? {
            self.state.spend(key.len() + NODE_COST)?;
            let at = self.at.key(&key);
            self.state.spend_pointer(&at)?;
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

    /// serde_yaml presents a tagged node as an enum; the tag (`!Ref`, `!!binary`) has no meaning in OpenAPI.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (_, content) = access.variant_seed(Key)?;
        content.newtype_variant_seed(self)
    }
}

/// Reads a key as a string: `200`, `true` and `null` are as good as `"200"`.
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
