//! Checks constraints with the meaning of JSON Schema. They are checked on the JSON form of a value, to which the
//! document refers.

use super::super::json::send::{ToWire, sent_text};
use super::check::{Check, Invalid, ValuePath};
use super::keyword::Rule;
use super::number::{self, Digits};
use serde_json::Value;
use std::collections::{BTreeMap, btree_map::Entry};

/// A value with the constraints of its location in the document, at any depth of its JSON.
#[derive(Debug)]
pub struct Constrained<'a, T: ?Sized>(pub &'a T, pub &'static [Rule]);

impl<T: ToWire + ?Sized> Check for Constrained<'_, T> {
    fn check(&self, at: &ValuePath<'_>) -> Result<(), Invalid> {
        let Self(value, rules) = self;
        // A value without a JSON form is reported when it is encoded.
        let Ok(text) = sent_text(*value) else { return Ok(()) };
        match Digits::parse(&text) {
            Some(digits) => number(&digits, rules, at),
            None => serde_json::from_slice(&text).map_or(Ok(()), |value| json(&value, rules, at)),
        }
    }
}

fn violated(at: &ValuePath<'_>, rule: &'static str, reason: String) -> Result<(), Invalid> {
    Err(Invalid { path: at.to_string(), rule, reason })
}

fn json(value: &Value, rules: &[Rule], at: &ValuePath<'_>) -> Result<(), Invalid> {
    match value {
        Value::Number(value) => {
            Digits::parse(value.to_string().as_bytes()).map_or(Ok(()), |digits| number(&digits, rules, at))
        }
        Value::String(value) => text(value, rules, at),
        Value::Array(values) => {
            items(values.len(), rules, at)?;
            rules.iter().try_for_each(|rule| match rule {
                Rule::UniqueItems => unique(values, at),
                Rule::Items(rules) => {
                    let mut each = values.iter().enumerate();
                    each.try_for_each(|(index, value)| json(value, rules, &ValuePath::Item(at, index)))
                }
                _ => Ok(()),
            })
        }
        Value::Object(members) => rules.iter().try_for_each(|rule| match rule {
            Rule::MinProperties(least) => at_least(members.len(), *least, "member", "minProperties", at),
            Rule::MaxProperties(most) => at_most(members.len(), *most, "member", "maxProperties", at),
            Rule::Values(rules) => {
                members.iter().try_for_each(|(key, value)| json(value, rules, &ValuePath::Member(at, key)))
            }
            _ => Ok(()),
        }),
        Value::Null | Value::Bool(_) => Ok(()),
    }
}

fn number(digits: &Digits<'_>, rules: &[Rule], at: &ValuePath<'_>) -> Result<(), Invalid> {
    let secret = rules.iter().any(|rule| matches!(rule, Rule::Secret));
    let shown = if secret { "the number" } else { digits.text() };
    rules.iter().try_for_each(|rule| match number::violation(digits, rule) {
        Some((name, said)) => violated(at, name, format!("{shown} {said}")),
        None => Ok(()),
    })
}

fn text(value: &str, rules: &[Rule], at: &ValuePath<'_>) -> Result<(), Invalid> {
    rules.iter().try_for_each(|rule| match rule {
        Rule::MinLength(least) => at_least(value.chars().count(), *least, "character", "minLength", at),
        Rule::MaxLength(most) => at_most(value.chars().count(), *most, "character", "maxLength", at),
        Rule::Pattern(pattern, matches) if !matches(value) => {
            violated(at, "pattern", format!("the text is not of the form `{pattern}`"))
        }
        _ => Ok(()),
    })
}

pub(crate) fn items(count: usize, rules: &[Rule], at: &ValuePath<'_>) -> Result<(), Invalid> {
    rules.iter().try_for_each(|rule| match rule {
        Rule::MinItems(least) => at_least(count, *least, "item", "minItems", at),
        Rule::MaxItems(most) => at_most(count, *most, "item", "maxItems", at),
        _ => Ok(()),
    })
}

fn unique(values: &[Value], at: &ValuePath<'_>) -> Result<(), Invalid> {
    let mut seen = BTreeMap::new();
    for (index, value) in values.iter().enumerate() {
        match seen.entry(value.to_string()) {
            Entry::Occupied(first) => {
                return violated(
                    at,
                    "uniqueItems",
                    format!("items {} and {index} are the same", first.get()),
                );
            }
            Entry::Vacant(place) => _ = place.insert(index),
        }
    }
    Ok(())
}

fn at_least(
    count: usize,
    least: usize,
    what: &str,
    rule: &'static str,
    at: &ValuePath<'_>,
) -> Result<(), Invalid> {
    if count >= least {
        return Ok(());
    }
    violated(at, rule, format!("{}, at least {least} wanted", count_text(count, what)))
}

fn at_most(
    count: usize,
    most: usize,
    what: &str,
    rule: &'static str,
    at: &ValuePath<'_>,
) -> Result<(), Invalid> {
    if count <= most {
        return Ok(());
    }
    violated(at, rule, format!("{}, at most {most} allowed", count_text(count, what)))
}

/// `1 item`, `2 items`.
fn count_text(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
