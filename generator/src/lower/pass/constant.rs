//! Required parameters with one allowed value: the caller has no choice, so a call sends that value by itself.
//! `request().set_value(…)` still sends another.

use serde_json::Value;

use crate::diagnostic::{Location, Report, code};
use crate::ir::{Api, Enumeration, Operation, Parameter, Shape, Type, TypeId, Width};
use crate::lower::pass::constant_fit::{Fit, fit};
use crate::lower::pass::form::fold_unused;

/// Marks these parameters with their value. One that its location cannot hold stays an argument.
pub(in crate::lower) fn mark(api: &mut Api, report: &mut Report) {
    let mut replaced_types = Vec::new();
    for index in 0..api.operations.len() {
        for at in 0..api.operations[index].parameters.len() {
            let operation = &api.operations[index];
            let Some((held, only)) = constant(api, &operation.parameters[at]) else { continue };
            if !can_be_sent(operation, &operation.parameters[at], &only, report) {
                continue;
            }
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

/// Returns true if a constant can be sent; reports one that cannot, or that is sent differently.
fn can_be_sent(operation: &Operation, parameter: &Parameter, only: &Value, report: &mut Report) -> bool {
    let location = || Location::Normalised(parameter.pointer.clone());
    // Variants of an operation have the same parameters.
    let is_new = operation.variant.is_none();
    match fit(operation, parameter, only) {
        Fit::Plain => true,
        Fit::Encoded(how) => {
            let message = format!("the only value of `{}` is sent {how}", parameter.wire);
            if is_new {
                report.add(&code::CONSTANT_ENCODED, location(), message);
            }
            true
        }
        Fit::Unsendable(reason) => {
            let message = format!(
                "the only value of `{}` cannot be sent: {reason}; the method takes a value",
                parameter.wire
            );
            if is_new {
                report.add(&code::CONSTANT_UNSENDABLE, location(), message);
            }
            false
        }
    }
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
