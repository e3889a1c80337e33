//! `application/x-www-form-urlencoded` bodies of JSON objects: each property is written as a query parameter of its
//! name, in the style of the document's `encoding`, if there is one.

use super::super::error::build::BuildError;
use super::super::json::send::{ToWire, sent_value};
use super::super::parameter::definition::{Param, Style};
use super::super::parameter::style::encode_pairs;
use super::super::request::builder::Request;
use serde_json::Value;

/// Encodes an object. Arrays of scalars are repeated (`a=1&a=2`), and nested values are written with brackets
/// (`a[b]=1`, `a[0][b]=1`). `overrides` holds, by name, the properties that have another style. Nulls are left out.
pub fn encode(object: &Value, overrides: &[Param]) -> String {
    let Value::Object(properties) = object else { return String::new() };
    let pairs = properties.iter().flat_map(|(name, value)| {
        let style = overrides.iter().find(|param| param.name == name).copied();
        let style = style.unwrap_or_else(|| Param::query("").style(default_style(value)));
        encode_pairs(&style, name, value)
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

impl Request<'_> {
    /// Sets a form body; `overrides` are the properties that have another style.
    pub fn set_form<T: ToWire + ?Sized>(&mut self, body: &T, overrides: &[Param]) {
        match sent_value(body) {
            Ok(value) => self.set_bytes("application/x-www-form-urlencoded", encode(&value, overrides)),
            Err(error) => self.fail(BuildError::new(format!("the body: {error}"))),
        }
    }

    /// Sets a form body.
    pub fn form<T: ToWire + ?Sized>(self, body: &T) -> Self {
        self.form_with(body, &[])
    }

    /// Sets a form body with properties that have another style.
    pub fn form_with<T: ToWire + ?Sized>(mut self, body: &T, overrides: &[Param]) -> Self {
        self.set_form(body, overrides);
        self
    }
}
