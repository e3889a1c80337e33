//! A member of a JSON body that the operation decides and not the caller, as whether the answer is to be a stream.

use super::error_build::BuildError;
use super::request::Request;
use serde_json::Value;

impl Request<'_> {
    /// Sets a member of the JSON body that was set before, in place of what it has there.
    pub fn member(mut self, name: &str, value: impl Into<Value>) -> Self {
        let body = self.body.as_bytes().and_then(|bytes| serde_json::from_slice(bytes).ok());
        match body {
            Some(Value::Object(mut members)) => {
                members.insert(name.to_owned(), value.into());
                self.body = Value::Object(members).to_string().into();
            }
            _ => self.fail(BuildError::new(format!("the body is no object, so {name} cannot be set"))),
        }
        self
    }
}
