//! Lists whose page parameters are in the request body: a member of JSON or of a form, named by a JSON pointer. A name
//! that is not a pointer is a query parameter here too.

use super::super::body::member::member;
use super::super::parameter::definition::Param;
use super::super::parameter::style::encode_pairs;
use super::super::request::builder::Request;
use super::rule::{InBody, Paging};
use http::header::CONTENT_TYPE;
use serde_json::Value;

impl Paging {
    /// Treats names that begin with `/` as pointers into the JSON body of this media type.
    pub const fn in_json(self, media_type: &'static str) -> Self {
        self.in_body(InBody { media_type, number: number_in_json, set: set_in_json })
    }

    /// Treats names that begin with `/` as pointers to the members of the form body.
    pub const fn in_form(self) -> Self {
        let media_type = "application/x-www-form-urlencoded";
        self.in_body(InBody { media_type, number: number_in_form, set: set_in_form })
    }
}

/// The unescaped names in a JSON pointer.
fn pointer_names(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|name| name.replace("~1", "/").replace("~0", "~")).collect()
}

/// Sets an empty body if the caller set none.
fn ensure_body(request: &mut Request, media_type: &str, empty: &'static str) {
    if !request.headers.contains_key(CONTENT_TYPE) {
        request.set_bytes(media_type, empty);
    }
}

fn number_in_json(request: &Request, pointer: &str) -> Option<u64> {
    let names = pointer_names(pointer);
    let path: Vec<&str> = names.iter().map(String::as_str).collect();
    serde_json::from_slice(member(request.body.as_bytes()?, &path)?).ok()
}

fn set_in_json(request: &mut Request, body: &InBody, pointer: &str, value: &Value) {
    ensure_body(request, body.media_type, "{}");
    let names = pointer_names(pointer);
    let path: Vec<&str> = names.iter().map(String::as_str).collect();
    request.set_member(&path, value);
}

fn number_in_form(request: &Request, pointer: &str) -> Option<u64> {
    let text = std::str::from_utf8(request.body.as_bytes()?).ok()?;
    let name = member_pairs(pointer, &Value::Null).0;
    text.split('&').find_map(|pair| pair.strip_prefix(&name)?.parse().ok())
}

fn set_in_form(request: &mut Request, body: &InBody, pointer: &str, value: &Value) {
    ensure_body(request, body.media_type, "");
    let (name, new) = member_pairs(pointer, value);
    let text = request.body.as_bytes().map(|text| String::from_utf8_lossy(text).into_owned());
    let text = text.unwrap_or_default();
    let others = text.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with(&name));
    let all: Vec<&str> = others.chain(new.iter().map(String::as_str)).collect();
    request.body = all.join("&").into();
}

/// The start of a member's pairs (`name=`), and its pairs.
fn member_pairs(pointer: &str, value: &Value) -> (String, Vec<String>) {
    let name = pointer_names(pointer).concat();
    let written = |value: &Value| encode_pairs(&Param::query(""), &name, value);
    (written(&Value::from("")).concat(), written(value))
}
