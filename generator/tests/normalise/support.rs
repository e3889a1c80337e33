//! What the tests of `normalise` share: reading every piece with `openapiv3`, and telling values apart.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use openapiv3::{Header, Operation, Parameter, ReferenceOr, RequestBody, Response, Schema, SecurityScheme};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use truespec::base::pointer::Pointer;

/// Reads every piece with `openapiv3`.
pub fn check(document: &Value, name: &str, failures: &mut String) {
    let mut check = Check { name, failures };
    let components = Pointer::root().join("components");
    let section = |key: &str| (document["components"][key].as_object(), components.join(key));
    check.each::<ReferenceOr<Schema>>(section("schemas"));
    check.each::<ReferenceOr<Response>>(section("responses"));
    check.each::<ReferenceOr<Parameter>>(section("parameters"));
    check.each::<ReferenceOr<RequestBody>>(section("requestBodies"));
    check.each::<ReferenceOr<Header>>(section("headers"));
    check.each::<ReferenceOr<SecurityScheme>>(section("securitySchemes"));
    for root in ["paths", "x-truespec-webhooks"] {
        let at = Pointer::root().join(root);
        for (path, item) in document[root].as_object().into_iter().flatten() {
            if !path.starts_with("x-") {
                check.path_item(item, &at.join(path));
            }
        }
    }
    for (key, item) in section("pathItems").0.into_iter().flatten() {
        check.path_item(item, &section("pathItems").1.join(key));
    }
    let pieces = ["paths", "components"];
    let mut frame = document.as_object().unwrap().clone();
    frame.retain(|key, _| !pieces.contains(&key.as_str()));
    frame.insert("paths".into(), Value::Object(Map::new()));
    check.piece::<openapiv3::OpenAPI>(&Value::Object(frame), &Pointer::root());
}

struct Check<'a> {
    name: &'a str,
    failures: &'a mut String,
}

impl Check<'_> {
    fn each<T: DeserializeOwned>(&mut self, (section, at): (Option<&Map<String, Value>>, Pointer)) {
        if section.is_none() {
            self.failed(&at, "no object");
        }
        for (key, value) in section.into_iter().flatten() {
            self.piece::<T>(value, &at.join(key));
        }
    }

    fn path_item(&mut self, item: &Value, at: &Pointer) {
        let Some(item) = item.as_object() else { return self.failed(at, "no object") };
        for parameter in item.get("parameters").and_then(Value::as_array).into_iter().flatten() {
            self.piece::<ReferenceOr<Parameter>>(parameter, &at.join("parameters"));
        }
        for method in ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"] {
            if let Some(operation) = item.get(method) {
                self.piece::<Operation>(operation, &at.join(method));
            }
        }
        let more = item.get("additionalOperations").and_then(Value::as_object);
        for (method, operation) in more.into_iter().flatten() {
            self.piece::<Operation>(operation, &at.join("additionalOperations").join(method));
        }
    }

    fn piece<T: DeserializeOwned>(&mut self, value: &Value, at: &Pointer) {
        if let Err(error) = T::deserialize(value) {
            self.failed(at, &error.to_string());
        }
    }

    fn failed(&mut self, at: &Pointer, why: &str) {
        writeln!(self.failures, "{} | {at} | {why}", self.name).unwrap();
    }
}

/// The first place where two values differ.
pub fn difference(one: &Value, other: &Value, at: &Pointer) -> Option<Pointer> {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            if let Some(new) = other.keys().find(|key| !one.contains_key(*key)) {
                return Some(at.join(new));
            }
            one.iter().find_map(|(key, one)| match other.get(key) {
                Some(other) => difference(one, other, &at.join(key)),
                None => Some(at.join(key)),
            })
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(index, (one, other))| difference(one, other, &at.join(index)))
        }
        _ => (one != other).then(|| at.clone()),
    }
}
