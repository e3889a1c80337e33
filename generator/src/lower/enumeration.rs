//! Enumerations: literals of one kind or several, each once.

use serde_json::Value;

use super::facets::Facets;
use super::{Lowering, Made};
use crate::diagnostic::code;
use crate::ir::{Enumeration, Literal, Shape, Type};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// An open enumeration; `None` where the literals say no more than the type does.
    pub(super) fn enumeration(
        &mut self,
        at: &Pointer,
        values: &[Value],
        facets: &Facets<'_>,
    ) -> Option<Made> {
        let mut known: Vec<Value> = Vec::new();
        for (index, value) in values.iter().enumerate().filter(|(_, value)| !value.is_null()) {
            if known.contains(value) {
                self.note(
                    &code::ENUM_DUPLICATE,
                    &at.join("enum").join(index),
                    format!("`{value}` is listed twice"),
                );
            } else {
                known.push(value.clone());
            }
        }
        if known.is_empty() {
            return Some(Made::Type(Type::Any));
        }
        if known.iter().any(|value| value.is_object() || value.is_array()) {
            return None;
        }
        let kind = literal(&known);
        let says_nothing = match facets.kind.as_deref() {
            Some("boolean") => known.iter().all(Value::is_boolean),
            // Fractions are limits of a range rather than names of cases.
            Some("number") => kind == Literal::Mixed && known.iter().all(Value::is_number),
            _ => known.iter().all(Value::is_boolean),
        };
        if says_nothing {
            return match facets.kind {
                Some(_) => None,
                None => Some(Made::Type(Type::Boolean)),
            };
        }
        let names =
            if facets.enum_names.len() == values.len() { facets.enum_names.clone() } else { Vec::new() };
        let names = if names.len() == known.len() { names } else { Vec::new() };
        Some(Made::Shape(Shape::Enum(Enumeration { kind, values: known, names })))
    }
}

/// What kind of literals these are.
fn literal(values: &[Value]) -> Literal {
    if values.iter().all(Value::is_string) {
        Literal::String
    } else if values.iter().all(Value::is_i64) {
        Literal::Integer
    } else {
        Literal::Mixed
    }
}
