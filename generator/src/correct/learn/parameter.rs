//! The query parameters that a document declares, and those of recorded requests.

use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::correct::infer::is_plain_name;
use crate::correct::judge::resolve;
use crate::correct::recording::{Exchange, SeenCredential};

/// The query parameters of an operation.
pub(super) struct Queries {
    /// Their names, with the pointers of the Parameter Objects.
    pub declared: Vec<(String, Pointer)>,
    /// True if a parameter stands for any names.
    pub is_open: bool,
}

/// Returns the Parameter Object of a parameter of an operation or its path item.
pub(super) fn declared_at(document: &Value, operation: &Pointer, place: &str, name: &str) -> Option<Pointer> {
    let item = operation.parent().unwrap_or_default();
    [operation, &item].into_iter().find_map(|holder| {
        let list = holder.join("parameters");
        let count = document.pointer(list.as_str()).and_then(Value::as_array).map_or(0, Vec::len);
        let all = (0..count).filter_map(|index| resolve(document, &list.join(index)));
        let is_own = |parameter: &Value| {
            let text = |key: &str| parameter.get(key).and_then(Value::as_str);
            text("in") == Some(place) && text("name") == Some(name)
        };
        all.into_iter().find(|(_, parameter)| is_own(parameter)).map(|(at, _)| at)
    })
}

/// Reads the query parameters of an operation and its path item.
pub(super) fn queries(document: &Value, operation: &Pointer) -> Queries {
    let item = operation.parent().unwrap_or_default();
    let mut queries = Queries { declared: Vec::new(), is_open: false };
    for list in [operation.join("parameters"), item.join("parameters")] {
        let count = document.pointer(list.as_str()).and_then(Value::as_array).map_or(0, Vec::len);
        for (at, parameter) in (0..count).filter_map(|index| resolve(document, &list.join(index))) {
            let text = |key: &str| parameter.get(key).and_then(Value::as_str);
            match (text("in"), text("name")) {
                (Some("querystring"), _) => queries.is_open = true,
                (Some("query"), Some(name)) => {
                    queries.is_open |= is_exploded_object(document, &at, parameter);
                    queries.declared.push((name.to_owned(), at));
                }
                _ => {}
            }
        }
    }
    queries
}

/// Returns true if the members of an object are parameters of their own.
fn is_exploded_object(document: &Value, at: &Pointer, parameter: &Value) -> bool {
    let schema = resolve(document, &at.join("schema"));
    let is_object = schema.is_some_and(|(_, schema)| {
        schema.get("type").and_then(Value::as_str) == Some("object") || schema.get("properties").is_some()
    });
    let style = parameter.get("style").and_then(Value::as_str);
    is_object
        && style.is_none_or(|style| style == "form")
        && parameter.get("explode") != Some(&Value::Bool(false))
}

impl Queries {
    /// Returns the pointer of a declared parameter.
    pub(super) fn get(&self, name: &str) -> Option<&Pointer> {
        self.declared.iter().find(|(own, _)| own == name).map(|(_, at)| at)
    }

    /// Returns the names in a request that are not declared, without credentials and what may be data.
    pub(super) fn undeclared<'e>(&self, exchange: &'e Exchange) -> Vec<&'e str> {
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in exchange.query.iter().filter(|_| !self.is_open) {
            let credential = exchange.credentials.contains(&SeenCredential::Query(name.clone()));
            let bare = name.strip_suffix("[]").unwrap_or(name);
            let member_of = bare.split_once('[').is_some_and(|(outer, _)| self.get(outer).is_some());
            let known = self.get(name).is_some() || member_of || names.contains(&name.as_str());
            if !known && !credential && is_plain_name(bare) {
                names.push(name);
            }
        }
        names
    }
}

/// Returns the schema of texts that were sent as one parameter: of a list if one request has several.
pub(super) fn schema_of(exchanges: &[&Exchange], name: &str) -> Value {
    let values = |exchange: &Exchange| -> Vec<String> {
        let own = exchange.query.iter().filter(|(own, _)| own == name);
        own.map(|(_, value)| value.clone()).collect()
    };
    let all: Vec<Vec<String>> = exchanges.iter().map(|exchange| values(exchange)).collect();
    let texts = || all.iter().flatten().filter(|text| !text.is_empty());
    let integer = |text: &String| text.parse::<i64>().is_ok_and(|number| number.to_string() == *text);
    let kind = match texts().next() {
        Some(_) if texts().all(integer) => "integer",
        Some(_) if texts().all(|text| ["true", "false"].contains(&text.as_str())) => "boolean",
        _ => "string",
    };
    let item = serde_json::json!({"type": kind});
    let is_list = name.ends_with("[]") || all.iter().any(|values| values.len() > 1);
    if is_list { serde_json::json!({"type": "array", "items": item}) } else { item }
}
