//! What all samples of a place have in common.

use indexmap::IndexMap;
use serde_json::Value;

/// Values nested deeper than this are not visited.
const MAX_DEPTH: usize = 32;

/// The most members of an object that are told apart.
pub(crate) const MAX_MEMBERS: usize = 500;

/// The kind of a JSON value; a number without a fraction is an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    /// Returns the kind of a value. `1.0` is an integer, as JSON Schema has it.
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(number) if number.is_f64() => match number.as_f64() {
                Some(float) if float.fract() == 0.0 && float.abs() < 9.0e15 => Self::Integer,
                _ => Self::Number,
            },
            Value::Number(_) => Self::Integer,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }

    /// Returns its name in schemas.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

/// Evidence merged from samples.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    /// How many samples were of each kind.
    pub kinds: IndexMap<&'static str, usize>,
    /// The elements of all lists.
    pub items: Option<Box<Evidence>>,
    /// The members of all objects by name.
    pub members: IndexMap<String, Evidence>,
    /// The number of objects.
    pub objects: usize,
    /// The members of objects that have more than are told apart.
    pub others: Option<Box<Evidence>>,
}

impl Evidence {
    /// Merges the evidence of values.
    pub(crate) fn merged<'v>(values: impl IntoIterator<Item = &'v Value>) -> Self {
        let mut evidence = Self::default();
        values.into_iter().for_each(|value| evidence.add(value, 0));
        evidence
    }

    fn add(&mut self, value: &Value, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        // A whole float is still sent as one: `1.0` beside `1.5`.
        let kind = if value.is_f64() { Kind::Number } else { Kind::of(value) };
        *self.kinds.entry(kind.name()).or_default() += 1;
        match value {
            Value::Array(list) => {
                let items = self.items.get_or_insert_default();
                list.iter().for_each(|item| items.add(item, depth + 1));
            }
            Value::Object(object) => {
                self.objects += 1;
                for (name, member) in object {
                    if self.members.len() < MAX_MEMBERS || self.members.contains_key(name) {
                        self.members.entry(name.clone()).or_default().add(member, depth + 1);
                    } else {
                        self.others.get_or_insert_default().add(member, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    /// Returns true if samples of this kind were seen.
    pub(crate) fn has(&self, kind: Kind) -> bool {
        self.kinds.contains_key(kind.name())
    }

    /// Merges the evidence of several places into one.
    pub(crate) fn join(&mut self, other: &Self) {
        for (kind, count) in &other.kinds {
            *self.kinds.entry(kind).or_default() += count;
        }
        if let Some(items) = &other.items {
            self.items.get_or_insert_default().join(items);
        }
        for (name, member) in &other.members {
            self.members.entry(name.clone()).or_default().join(member);
        }
        self.objects += other.objects;
        if let Some(others) = &other.others {
            self.others.get_or_insert_default().join(others);
        }
    }
}
