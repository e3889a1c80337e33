//! Sets members of a JSON body that the operation decides and not the caller, such as whether the response is a stream.
//! The rest of the text is unchanged, so that numbers keep their digits. The text is compact, because this runtime
//! wrote it.

use super::super::error::build::BuildError;
use super::super::request::builder::Request;
use super::super::secret::escape::Escaped;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use std::ops::Range;

impl Request {
    /// Sets a member of the JSON body that this operation decides. The body must have been set before; one that says otherwise is
    /// an error.
    pub fn member(mut self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let text = value.to_string();
        let own = self.body.as_bytes().and_then(|body| member(body, &[name]));
        match own.filter(|own| *own != b"null" && *own != text.as_bytes()) {
            Some(own) => {
                let own = Escaped(&String::from_utf8_lossy(own)).to_string();
                let reason = format!(
                    "the body sets `{name}` to {own}, and this method sets it to {text}: leave it out, or call the other method"
                );
                self.fail(BuildError::new(reason));
            }
            None => self.set_member(&[name], &value),
        }
        self
    }

    /// Sets the value at this path in the JSON body; missing objects on the path are created.
    pub(crate) fn set_member(&mut self, path: &[&str], value: &Value) {
        let text = self.body.as_bytes().and_then(|text| with_member(text, path, &value.to_string()));
        match text {
            Some(text) => self.body = text.into(),
            None => {
                let name = path.join("/");
                self.fail(BuildError::new(format!("the body is no object, so {name} cannot be set")));
            }
        }
    }
}

/// Returns the text with the value set at the path; `None` if a value on the path is not an object.
fn with_member(text: &[u8], path: &[&str], value: &str) -> Option<Vec<u8>> {
    let [name, rest @ ..] = path else { return Some(value.into()) };
    let text = if text == b"null" { b"{}" } else { text };
    if let Some(range) = find_member(text, name) {
        let inner = with_member(text.get(range.clone())?, rest, value)?;
        return Some([text.get(..range.start)?, &inner, text.get(range.end..)?].concat());
    }
    let members = text.strip_prefix(b"{")?.strip_suffix(b"}")?;
    let comma: &[u8] = if members.is_empty() { b"" } else { b"," };
    let name = Value::from(*name).to_string();
    let inner = with_member(b"{}", rest, value)?;
    Some([b"{".as_slice(), members, comma, name.as_bytes(), b":", &inner, b"}"].concat())
}

/// The text of the value at this path in the compact text of an object.
pub fn member<'t>(text: &'t [u8], path: &[&str]) -> Option<&'t [u8]> {
    path.iter().try_fold(text, |text, name| text.get(find_member(text, name)?))
}

/// The range of a member's value in the text of an object.
fn find_member(text: &[u8], name: &str) -> Option<Range<usize>> {
    let mut at = 1;
    while text.starts_with(b"{") {
        let (key, end) = parse_at::<String>(text, at)?;
        let start = end + 1;
        let (_, end) = parse_at::<IgnoredAny>(text, start)?;
        if key == name {
            return Some(start..end);
        }
        at = end + 1;
    }
    None
}

/// Parses the value that starts at `at`, and returns it with its end.
fn parse_at<T: DeserializeOwned>(text: &[u8], at: usize) -> Option<(T, usize)> {
    let mut values = serde_json::Deserializer::from_slice(text.get(at..)?).into_iter::<T>();
    let value = values.next()?.ok()?;
    Some((value, at + values.byte_offset()))
}
