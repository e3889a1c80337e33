//! Parameters of accepted requests against their declarations: required ones that are not sent, and values of other
//! kinds.

use serde_json::Value;

use super::parameter::{declared_at, queries};
use super::path::PathValue;
use super::trouble::Trouble;
use crate::base::pointer::Pointer;
use crate::correct::judge::resolve;
use crate::correct::recording::{Exchange, SeenCredential};

/// What recorders write in the place of credentials.
const REDACTED: &str = "REDACTED";

/// Returns what is wrong with the parameters of an accepted request, each with the Parameter Object.
pub(super) fn troubles<'e>(
    document: &Value,
    operation: &Pointer,
    exchange: &Exchange,
    path: &[PathValue],
) -> Vec<(Trouble<'e>, Pointer)> {
    let mut found = Vec::new();
    let queries = queries(document, operation);
    for (name, at) in &queries.declared {
        let own: Vec<&str> = values(exchange, name);
        if own.is_empty() && !queries.is_open && is_required(document, at) && !is_sent_elsehow(exchange, name)
        {
            found.push((Trouble::NotSent(name.clone()), at.clone()));
        }
        if own.iter().any(|text| !fits(document, at, text)) {
            found.push((Trouble::Value(name.clone()), at.clone()));
        }
    }
    for value in path {
        let at = value.name.as_ref().and_then(|name| declared_at(document, operation, "path", name));
        if let (Some(name), Some(at)) = (&value.name, at)
            && !fits(document, &at, &value.text)
        {
            found.push((Trouble::Value(name.clone()), at));
        }
    }
    found
}

/// Returns the values of a query parameter.
pub(super) fn values<'e>(exchange: &'e Exchange, name: &str) -> Vec<&'e str> {
    exchange.query.iter().filter(|(own, _)| own == name).map(|(_, value)| value.as_str()).collect()
}

/// Returns true if a recording does not show whether a parameter was sent: without the URL, as a credential, or in
/// brackets.
fn is_sent_elsehow(exchange: &Exchange, name: &str) -> bool {
    exchange.origin.is_none()
        || exchange.credentials.contains(&SeenCredential::Query(name.to_owned()))
        || exchange.query.iter().any(|(own, _)| own.split_once('[').is_some_and(|(outer, _)| outer == name))
}

fn is_required(document: &Value, at: &Pointer) -> bool {
    document.pointer(at.join("required").as_str()) == Some(&Value::Bool(true))
}

/// Returns the schema of a parameter: in Swagger 2.0, it is the parameter itself.
pub(super) fn schema_of(document: &Value, parameter: &Pointer) -> Pointer {
    let own = parameter.join("schema");
    if document.pointer(own.as_str()).is_some() { own } else { parameter.clone() }
}

/// Returns true if a text is what the scalar type of a parameter writes; anything fits what is no scalar.
fn fits(document: &Value, parameter: &Pointer, text: &str) -> bool {
    let schema = resolve(document, &schema_of(document, parameter));
    let kinds: Vec<&str> = match schema.and_then(|(_, schema)| schema.get("type")) {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
        _ => return true,
    };
    let is_of = |kind: &&str| match *kind {
        "integer" => text.parse::<i128>().is_ok(),
        "number" => text.parse::<f64>().is_ok(),
        "boolean" => ["true", "false"].contains(&text),
        "null" => false,
        _ => true,
    };
    text.is_empty() || text == REDACTED || kinds.iter().any(is_of)
}
