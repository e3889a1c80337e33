//! `application/x-www-form-urlencoded` bodies of JSON objects: each property is written as a query parameter of its
//! name, under the document's `encoding` where it has one.

use super::param::{Param, Style};
use super::param_style::several;
use serde_json::Value;

/// Encodes an object. Arrays of scalars are repeated (`a=1&a=2`), whatever is nested goes in brackets (`a[b]=1`,
/// `a[0][b]=1`); `overrides` says by name which properties are written in another style. Nulls are left out.
pub fn encode(object: &Value, overrides: &[Param]) -> String {
    let Value::Object(properties) = object else { return String::new() };
    let pairs = properties.iter().flat_map(|(name, value)| {
        let style = overrides.iter().find(|param| param.name == name).copied();
        let style = style.unwrap_or_else(|| Param::query("").style(default_style(value)));
        several(&style, name, value)
    });
    pairs.collect::<Vec<_>>().join("&")
}

fn default_style(value: &Value) -> Style {
    let flat = |element: &Value| !element.is_array() && !element.is_object();
    match value {
        Value::Object(_) => Style::DeepObject,
        Value::Array(elements) if !elements.iter().all(flat) => Style::DeepObject,
        _ => Style::Form,
    }
}
