//! Lists whose next page is asked for in the body of the request: which page is a member of JSON or of a form, named by
//! a JSON pointer. What is no pointer is a query parameter there too.

use super::super::body::member::member;
use super::super::parameter::definition::Param;
use super::super::parameter::style::several;
use super::super::request::builder::Request;
use super::rule::{InBody, Paging};
use http::header::CONTENT_TYPE;
use serde_json::Value;

impl Paging {
    /// Names that begin with `/` are pointers into the JSON body, whose media type this is.
    pub const fn in_json(self, media_type: &'static str) -> Self {
        self.in_body(InBody { media_type, number: number_in_json, set: set_in_json })
    }

    /// Names that begin with `/` are pointers to the members of the body, a form.
    pub const fn in_form(self) -> Self {
        let media_type = "application/x-www-form-urlencoded";
        self.in_body(InBody { media_type, number: number_in_form, set: set_in_form })
    }
}

/// What stands between the slashes of a pointer.
fn names(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|name| name.replace("~1", "/").replace("~0", "~")).collect()
}

/// A body that was left out begins without members.
fn begin(request: &mut Request<'_>, media_type: &str, empty: &'static str) {
    if !request.headers.contains_key(CONTENT_TYPE) {
        request.set_bytes(media_type, empty);
    }
}

fn number_in_json(request: &Request<'_>, pointer: &str) -> Option<u64> {
    let names = names(pointer);
    let path: Vec<&str> = names.iter().map(String::as_str).collect();
    serde_json::from_slice(member(request.body.as_bytes()?, &path)?).ok()
}

fn set_in_json(request: &mut Request<'_>, body: &InBody, pointer: &str, value: &Value) {
    begin(request, body.media_type, "{}");
    let names = names(pointer);
    let path: Vec<&str> = names.iter().map(String::as_str).collect();
    request.set_member(&path, value);
}

fn number_in_form(request: &Request<'_>, pointer: &str) -> Option<u64> {
    let text = std::str::from_utf8(request.body.as_bytes()?).ok()?;
    let name = pairs(pointer, &Value::Null).0;
    text.split('&').find_map(|pair| pair.strip_prefix(&name)?.parse().ok())
}

fn set_in_form(request: &mut Request<'_>, body: &InBody, pointer: &str, value: &Value) {
    begin(request, body.media_type, "");
    let (name, new) = pairs(pointer, value);
    let text = request.body.as_bytes().map(|text| String::from_utf8_lossy(text).into_owned());
    let text = text.unwrap_or_default();
    let others = text.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with(&name));
    let all: Vec<&str> = others.chain(new.iter().map(String::as_str)).collect();
    request.body = all.join("&").into();
}

/// What the pairs of a member begin with, and its pairs.
fn pairs(pointer: &str, value: &Value) -> (String, Vec<String>) {
    let name = names(pointer).concat();
    let written = |value: &Value| several(&Param::query(""), &name, value);
    (written(&Value::from("")).concat(), written(value))
}
