//! `application/x-www-form-urlencoded` bodies of JSON objects: each property is written as a query parameter of its
//! name, in the style of the document's `encoding`, if there is one.

use super::super::error::build::BuildError;
use super::super::json::send::{ToWire, sent_value};
use super::super::parameter::definition::Param;
use super::super::parameter::style::form;
use super::super::request::builder::Request;
use serde_json::Value;

/// Encodes an object; a text is taken as encoded already.
///
/// # Errors
/// It is neither, so that it has no pairs.
pub fn encode(value: Value, overrides: &[Param]) -> Result<String, BuildError> {
    match value {
        Value::Null => Ok(String::new()),
        Value::String(text) => Ok(text),
        Value::Object(properties) => Ok(form(&properties, overrides).join("&")),
        _ => Err(BuildError::new("no form can be made of a body that is neither an object nor a text")),
    }
}

impl Request {
    /// Sets a form body; `overrides` are the properties that have another style.
    pub fn set_form<T: ToWire + ?Sized>(&mut self, body: &T, overrides: &[Param]) {
        let value = sent_value(body).map_err(|error| BuildError::new(format!("the body: {error}")));
        match value.and_then(|value| encode(value, overrides)) {
            Ok(text) => self.set_bytes("application/x-www-form-urlencoded", text),
            Err(error) => self.fail(error),
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
