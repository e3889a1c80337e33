//! The style table: encodes a JSON value as the text of a parameter. Null and empty lists are undefined in the sense of
//! RFC 6570 and are not sent.

use super::definition::{Param, ParameterLocation, Style};
use super::percent::{
    encode, encode_in_cookie, encode_reserved_in_cookie, encode_reserved_in_path, encode_reserved_in_query,
    encode_segments,
};
use serde_json::{Map, Value};

/// The encoded texts of a value.
enum Parts {
    Nothing,
    One(String),
    List(Vec<String>),
    Pairs(Vec<(String, String)>),
}

impl Parts {
    fn into_pairs(self) -> Vec<(String, String)> {
        match self {
            Self::Pairs(pairs) => pairs,
            Self::Nothing | Self::One(_) | Self::List(_) => Vec::new(),
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Encodes a text. Headers and cookies of the style `cookie` are not percent-encoded; all other values are.
fn encode_text(param: &Param, text: &str) -> String {
    match (param.location, param.allow_reserved) {
        (ParameterLocation::Header, _) => text.to_owned(),
        (ParameterLocation::Cookie, _) if param.style == Style::Cookie => text.to_owned(),
        (ParameterLocation::Path, _) if param.style == Style::Reserved => encode_segments(text),
        (ParameterLocation::Path, true) => encode_reserved_in_path(text),
        (ParameterLocation::Query, true) => encode_reserved_in_query(text),
        (ParameterLocation::Cookie, true) => encode_reserved_in_cookie(text),
        (ParameterLocation::Cookie, false) => encode_in_cookie(text),
        _ => encode(text),
    }
}

fn parts(param: &Param, value: &Value) -> Parts {
    let encoded = |value: &Value| encode_text(param, &text(value));
    match value {
        value if param.json => Parts::One(self::encode_text(param, &value.to_string())),
        Value::Array(lists) if lists.iter().any(Value::is_array) && param.within.is_some() => {
            let lists: Vec<_> = lists.iter().filter_map(|list| within(param, list)).collect();
            if lists.is_empty() { Parts::Nothing } else { Parts::List(lists) }
        }
        Value::Null => Parts::Nothing,
        Value::Array(elements) => {
            let elements: Vec<_> = elements.iter().filter(|value| !value.is_null()).map(encoded).collect();
            if elements.is_empty() { Parts::Nothing } else { Parts::List(elements) }
        }
        Value::Object(object) => {
            let pair = |(key, value): (&String, &Value)| (self::encode_text(param, key), encoded(value));
            let pairs: Vec<_> = object.iter().filter(|(_, value)| !value.is_null()).map(pair).collect();
            if pairs.is_empty() { Parts::Nothing } else { Parts::Pairs(pairs) }
        }
        scalar => Parts::One(encoded(scalar)),
    }
}

/// A list within a list; none where it has no elements.
fn within(param: &Param, list: &Value) -> Option<String> {
    let separator = match param.within.unwrap_or(',') {
        ',' => ",".to_owned(),
        other => encode_text(param, &other.to_string()),
    };
    let elements = list.as_array().into_iter().flatten().filter(|value| !value.is_null());
    let elements: Vec<_> = elements.map(|value| encode_text(param, &text(value))).collect();
    (!elements.is_empty()).then(|| elements.join(&separator))
}

/// `R,100,G,200`, or exploded `R=100,G=200`.
fn join(parts: Parts, separator: &str, explode: bool) -> Option<String> {
    match parts {
        Parts::Nothing => None,
        Parts::One(one) => Some(one),
        Parts::List(list) => Some(list.join(separator)),
        Parts::Pairs(pairs) => {
            let between = if explode { "=" } else { separator };
            let pairs: Vec<_> = pairs.iter().map(|(key, value)| format!("{key}{between}{value}")).collect();
            Some(pairs.join(separator))
        }
    }
}

/// The text of a path or header parameter; `None` if the value is undefined.
pub fn encode_single(param: &Param, value: &Value) -> Option<String> {
    let parts = parts(param, value);
    match param.style {
        Style::Label => {
            let separator = if param.explode { "." } else { "," };
            join(parts, separator, param.explode).map(|text| format!(".{text}"))
        }
        Style::Matrix => matrix(param, parts),
        _ => join(parts, ",", param.explode),
    }
}

fn matrix(param: &Param, parts: Parts) -> Option<String> {
    let pairs: Vec<(String, String)> = pairs(param, param.name, parts, ",");
    let assign = |(name, value): &(String, String)| match value.as_str() {
        "" => format!(";{name}"),
        value => format!(";{name}={value}"),
    };
    (!pairs.is_empty()).then(|| pairs.iter().map(assign).collect())
}

/// Names and values: exploded elements have the name of the parameter, exploded properties their own names.
fn pairs(param: &Param, name: &str, parts: Parts, separator: &str) -> Vec<(String, String)> {
    let name = if param.style == Style::Cookie { name.to_owned() } else { encode(name) };
    match (parts, param.explode) {
        (Parts::List(list), true) => list.into_iter().map(|element| (name.clone(), element)).collect(),
        (Parts::Pairs(pairs), true) => pairs,
        (parts, _) => join(parts, separator, false).map(|text| (name, text)).into_iter().collect(),
    }
}

/// The headers of an object whose properties are headers.
pub fn headers(param: &Param, value: &Value) -> Vec<(String, String)> {
    let properties = value.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
    properties.map(|(name, value)| (format!("{}{name}", param.name), text(value))).collect()
}

/// Returns the pairs of a form: lists of single values are repeated (`a=1&a=2`), nested values go in brackets (`a[b]=1`,
/// `a[0][b]=1`); `overrides` says by name which properties are written in another style. Nulls are left out.
pub fn form(properties: &Map<String, Value>, overrides: &[Param]) -> Vec<String> {
    let pairs = properties.iter().flat_map(|(name, value)| {
        let style = overrides.iter().find(|param| param.name == name).copied();
        let style = style.unwrap_or_else(|| Param::query("").style(default_style(value)));
        encode_pairs(&style, name, value)
    });
    pairs.collect()
}

fn default_style(value: &Value) -> Style {
    let flat = |element: &Value| !element.is_array() && !element.is_object();
    match value {
        Value::Object(_) => Style::DeepObject,
        Value::Array(elements) if !elements.iter().all(flat) => Style::DeepObject,
        _ => Style::Form,
    }
}

/// The query string that a value is as a whole.
fn whole(param: &Param, value: &Value) -> Vec<String> {
    match value {
        value if param.json => vec![encode(&value.to_string())],
        Value::Object(properties) => form(properties, &[]),
        Value::Null => Vec::new(),
        other => vec![encode(&text(other))],
    }
}

/// The `name=value` pairs of a query or cookie parameter or of a form's property, none when the value is undefined.
pub fn encode_pairs(param: &Param, name: &str, value: &Value) -> Vec<String> {
    if param.style == Style::Whole {
        return whole(param, value);
    }
    let pairs = match param.style {
        Style::DeepObject if !param.json => {
            let mut pairs = Vec::new();
            push_deep(param, &encode(name), value, &mut pairs);
            pairs
        }
        Style::SpaceDelimited => pairs(param, name, parts(param, value), "%20"),
        Style::PipeDelimited => pairs(param, name, parts(param, value), "%7C"),
        Style::Form if param.explode && param.location == ParameterLocation::Query && !param.json => {
            exploded(param, name, value)
        }
        _ => pairs(param, name, parts(param, value), ","),
    };
    pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect()
}

/// Properties stand apart, and so do the elements of a list that one of them is: `sort=a&sort=b`.
fn exploded(param: &Param, name: &str, value: &Value) -> Vec<(String, String)> {
    let Value::Object(properties) = value else { return pairs(param, name, parts(param, value), ",") };
    let apart = |(key, value): (&String, &Value)| match value {
        Value::Array(_) => pairs(param, key, parts(param, value), ","),
        value => {
            parts(param, &Value::Object([(key.clone(), value.clone())].into_iter().collect())).into_pairs()
        }
    };
    properties.iter().flat_map(apart).collect()
}

/// `name[key]=a` and, for what the document leaves open, `name[key][0]=a` for elements of arrays.
fn push_deep(param: &Param, name: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::Array(elements) => {
            for (i, element) in elements.iter().enumerate() {
                push_deep(param, &format!("{name}%5B{i}%5D"), element, pairs);
            }
        }
        Value::Object(object) => {
            for (key, value) in object {
                push_deep(param, &format!("{name}%5B{}%5D", encode(key)), value, pairs);
            }
        }
        scalar => pairs.push((name.to_owned(), encode_text(param, &text(scalar)))),
    }
}
