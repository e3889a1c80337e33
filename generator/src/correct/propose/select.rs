//! What tells an element of a list from all others, so that it is still selected when the vendor inserts another one.

use std::fmt;

use serde_json::Value;

use super::is_short;
use super::segment::{escape, member};

/// Longest list whose elements are compared to select one of them.
const MAX_COMPARED: usize = 1_000;

/// The most members of an element that are tried.
const MAX_MEMBERS: usize = 20;

/// The most conditions that are tried in pairs.
const MAX_PAIRED: usize = 8;

/// Members whose text says what an element is, the most telling first.
const TELLING: [&[&str]; 8] = [
    &["title"],
    &["url"],
    &["type"],
    &["format"],
    &["items", "$ref"],
    &["items", "type"],
    &["additionalProperties", "$ref"],
    &["allOf", "0", "$ref"],
];

/// A condition of a filter.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Condition<'v> {
    /// The tokens of what is looked at within the element.
    at: Vec<String>,
    /// What it is; `None` if it has to be there, whatever it is.
    is: Option<&'v Value>,
}

impl Condition<'_> {
    fn holds(&self, element: &Value) -> bool {
        let found = self.at.iter().try_fold(element, |value, token| match value {
            Value::Array(list) => list.get(token.parse::<usize>().ok()?),
            other => other.get(token),
        });
        match self.is {
            None => found.is_some(),
            Some(expected) => found.is_some_and(|found| is_equal(found, expected)),
        }
    }
}

fn is_equal(one: &Value, other: &Value) -> bool {
    one == other || one.is_number() && one.as_f64() == other.as_f64()
}

impl fmt::Display for Condition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("@")?;
        for token in &self.at {
            match token.parse::<usize>() {
                Ok(index) => write!(f, "[{index}]")?,
                Err(_) => f.write_str(&member(token))?,
            }
        }
        match self.is {
            None => Ok(()),
            Some(Value::String(text)) => write!(f, " == '{}'", escape(text)),
            Some(other) => write!(f, " == {other}"),
        }
    }
}

/// Returns conditions that hold for an element of a list and for no other; `None` if there are none.
pub(super) fn conditions(list: &[Value], index: usize) -> Option<Vec<Condition<'_>>> {
    let element = list.get(index).filter(|_| list.len() <= MAX_COMPARED)?;
    let is_own = |all: &Vec<Condition<'_>>| {
        let holds = |element: &&Value| all.iter().all(|one| one.holds(element));
        list.iter().filter(holds).count() == 1
    };
    if let Some(named) = named(element) {
        return Some(named).filter(is_own);
    }
    let single = telling(element);
    let few = || single.iter().take(MAX_PAIRED);
    let pairs = few().flat_map(|one| few().map(|other| vec![one.clone(), other.clone()]));
    single.iter().map(|one| vec![one.clone()]).chain(pairs).find(is_own)
}

/// Returns what identifies an element: its reference, its name with `in`, or the literal that it is.
fn named(element: &Value) -> Option<Vec<Condition<'_>>> {
    let text = |key: &str| {
        let value = element.get(key).filter(|value| value.is_string())?;
        Some(Condition { at: vec![key.to_owned()], is: Some(value) })
    };
    match element {
        Value::Array(_) => None,
        Value::Object(_) => match (text("$ref"), text("name")) {
            (Some(reference), _) => Some(vec![reference]),
            (None, Some(name)) => Some(std::iter::once(name).chain(text("in")).collect()),
            _ => None,
        },
        literal => Some(vec![Condition { at: Vec::new(), is: Some(literal) }]),
    }
}

/// Returns conditions that hold for a schema or another object, the most telling first.
fn telling(element: &Value) -> Vec<Condition<'_>> {
    let own = |at: Vec<String>| {
        let pointer: String = at.iter().map(|token| format!("/{token}")).collect();
        let value = element.pointer(&pointer).filter(|value| value.is_string() && is_short(value))?;
        Some(Condition { at, is: Some(value) })
    };
    let properties = element.get("properties").and_then(Value::as_object);
    let names = || properties.into_iter().flat_map(|all| all.keys()).take(MAX_MEMBERS);
    let at = |name: &String, rest: &[&str]| {
        let rest = rest.iter().map(|token| (*token).to_owned());
        ["properties".to_owned(), name.clone()].into_iter().chain(rest).collect::<Vec<String>>()
    };
    let is_plain = |name: &&String| !name.contains(['~', '/']) && name.parse::<usize>().is_err();
    let single = |name: &&String| {
        properties.and_then(|all| all.get(*name)?.get("enum")?.as_array()).is_some_and(|list| list.len() == 1)
    };
    let tags = names().filter(is_plain).filter_map(|name| own(at(name, &["const"])));
    let only = names().filter(is_plain).filter(single).filter_map(|name| own(at(name, &["enum", "0"])));
    let told = TELLING.iter().filter_map(|path| own(path.iter().map(|token| (*token).to_owned()).collect()));
    let has = names().filter(is_plain).map(|name| Condition { at: at(name, &[]), is: None });
    let keys = element.as_object().into_iter().flat_map(|all| all.keys()).take(MAX_MEMBERS);
    let keys = keys.filter(is_plain).map(|key| Condition { at: vec![key.clone()], is: None });
    tags.chain(only).chain(told).chain(has).chain(keys).collect()
}
