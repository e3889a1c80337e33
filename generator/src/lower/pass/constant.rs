//! Required parameters with one allowed value: the caller has no choice, so a call sends that value by itself.
//! `request().set_value(…)` still sends another.

use serde_json::Value;

use crate::ir::{Api, Enumeration, Parameter, Shape, Type, TypeId, Width};
use crate::lower::pass::form::fold_unused;

/// Marks these parameters with their value.
pub(in crate::lower) fn mark(api: &mut Api) {
    let mut replaced_types = Vec::new();
    for index in 0..api.operations.len() {
        for at in 0..api.operations[index].parameters.len() {
            let Some((held, only)) = constant(api, &api.operations[index].parameters[at]) else { continue };
            let parameter = &mut api.operations[index].parameters[at];
            parameter.ty = match only {
                Value::String(_) => Type::String,
                Value::Number(_) => Type::Integer(Width::I64),
                _ => Type::Boolean,
            };
            parameter.rules = Default::default();
            parameter.only = Some(only);
            replaced_types.push(held);
        }
    }
    fold_unused(api, replaced_types);
}

/// Returns the enumeration of a parameter and its only value.
fn constant(api: &Api, parameter: &Parameter) -> Option<(TypeId, Value)> {
    let Type::Named(id) = api.unalias(&parameter.ty) else { return None };
    let Shape::Enum(Enumeration { values, .. }) = &api.type_def(*id).shape else { return None };
    match values.as_slice() {
        [only @ (Value::String(_) | Value::Bool(_))] => Some((*id, only.clone())),
        [only @ Value::Number(number)] if number.is_i64() => Some((*id, only.clone())),
        _ => None,
    }
    .filter(|_| parameter.required)
}
