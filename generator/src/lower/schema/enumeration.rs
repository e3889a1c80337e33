//! Enumerations: literals of one or several JSON types, without duplicates.

use std::collections::BTreeMap;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::SchemaType;
use crate::ir::{Doc, Enumeration, Literal, Shape, Type};
use crate::lower::Lowered;
use crate::lower::Lowering;
use crate::lower::schema::facets::Facets;

impl Lowering<'_> {
    /// Lowers `enum` to an open enumeration. Returns `None` if the literals add nothing to the type.
    pub(in crate::lower) fn lower_enumeration(
        &mut self,
        at: &Pointer,
        values: &[Value],
        facets: &Facets<'_>,
    ) -> Option<Lowered> {
        let mut known: IndexSet<&Value> = IndexSet::new();
        for (index, value) in values.iter().enumerate().filter(|(_, value)| !value.is_null()) {
            if !known.insert(value) {
                self.report_once(
                    &code::ENUM_DUPLICATE,
                    &at.join("enum").join(index),
                    format!("duplicate enum value `{value}`"),
                );
            }
        }
        let known: Vec<Value> = known.into_iter().cloned().collect();
        if known.is_empty() {
            return Some(Lowered::Type(Type::Any));
        }
        if known.iter().any(|value| value.is_object() || value.is_array()) {
            return None;
        }
        self.check_literals(at, values, facets.kind);
        let kind = literal_kind(&known);
        let adds_nothing = match facets.kind {
            Some(SchemaType::Boolean) => known.iter().all(Value::is_boolean),
            // Fractional numbers are usually bounds of a range rather than names of cases.
            Some(SchemaType::Number) => kind == Literal::Mixed && known.iter().all(Value::is_number),
            _ => known.iter().all(Value::is_boolean),
        };
        if adds_nothing {
            return match facets.kind {
                Some(_) => None,
                None => Some(Lowered::Type(Type::Boolean)),
            };
        }
        let names = names_of(values, facets.enum_names);
        let names = if names.len() == known.len() { unshared(names, &known) } else { Vec::new() };
        let docs = docs(&known, values, facets.enum_descriptions);
        Some(Lowered::Shape(Shape::Enum(Enumeration { kind, values: known, names, docs })))
    }
}

/// Returns the names of the values that are not null; empty if the list does not go with the values.
fn names_of(values: &[Value], names: &[String]) -> Vec<String> {
    if names.len() != values.len() {
        return Vec::new();
    }
    let named = values.iter().zip(names).filter(|(value, _)| !value.is_null());
    named.map(|(_, name)| name.clone()).collect()
}

/// Replaces names that several literals have, and empty ones, by those that the literals give.
fn unshared(names: Vec<String>, literals: &[Value]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    names.iter().for_each(|name| *counts.entry(name.trim()).or_default() += 1);
    let is_own = |name: &String| !name.trim().is_empty() && counts.get(name.trim()) == Some(&1);
    let own: Vec<bool> = names.iter().map(is_own).collect();
    let each = names.into_iter().zip(own).zip(literals);
    each.map(|((name, is_own), literal)| if is_own { name } else { plain_name(literal) }).collect()
}

impl Lowering<'_> {
    /// Reports the first literal whose JSON type is not the type of the schema.
    fn check_literals(&mut self, at: &Pointer, values: &[Value], kind: Option<SchemaType>) {
        let Some(kind) = kind else { return };
        let misfit = values.iter().position(|value| !value.is_null() && !kind.holds(value));
        if let Some(index) = misfit {
            let message = format!("enum value does not match `type: {kind}`");
            self.report_grouped(&code::ENUM_TYPE, &at.join("enum").join(index), message);
        }
    }
}

/// Returns the documentation of each value; empty if none has any.
fn docs(known: &[Value], values: &[Value], descriptions: &[String]) -> Vec<Doc> {
    if descriptions.len() != values.len() || descriptions.iter().all(String::is_empty) {
        return Vec::new();
    }
    let mut described: IndexMap<&Value, &String> = IndexMap::new();
    for (value, description) in values.iter().zip(descriptions) {
        described.entry(value).or_insert(description);
    }
    let described =
        |value: &Value| described.get(value).filter(|text| !text.is_empty()).map(|text| (*text).clone());
    known.iter().map(|value| Doc { description: described(value), ..Doc::default() }).collect()
}

/// Returns the kind of the literals.
pub(in crate::lower) fn literal_kind(values: &[Value]) -> Literal {
    if values.iter().all(Value::is_string) {
        Literal::String
    } else if values.iter().all(Value::is_i64) {
        Literal::Integer
    } else {
        Literal::Mixed
    }
}

/// Returns the name that a literal itself gives.
pub(in crate::lower) fn plain_name(literal: &Value) -> String {
    match literal {
        Value::String(text) => text.clone(),
        other => format!("value {}", other.to_string().replace('-', "minus ").replace('.', " point ")),
    }
}
