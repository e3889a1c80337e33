//! Operations that return a stream or a whole response, as a member of their body says.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::Operation;
use crate::correct::draft::Reason;
use crate::correct::infer::{is_plain_name, is_plain_word};
use crate::correct::learn::case::Case;
use crate::correct::learn::media::{Class, class_of};
use crate::correct::learn::security::Missing;
use crate::correct::recording::Body;
use crate::text::plural::counted;

const KEY: &str = "x-truespec-stream";

/// The member that is a switch without being declared as one.
const USUAL: &str = "stream";

/// Returns the switch of an operation that both streams and answers as a whole.
pub(super) fn missing(operation: &Operation<'_, '_>) -> Option<Missing> {
    let of = |class: Class| -> Vec<&Map<String, Value>> {
        let own = operation.accepted.iter().filter(|case| class_of(&case.exchange.response) == Some(class));
        own.filter_map(|case| body(case)).collect()
    };
    let (streamed, whole) = (of(Class::Sequence), of(Class::Json));
    if operation.has(KEY) || streamed.is_empty() || whole.is_empty() {
        return None;
    }
    let names: BTreeSet<&String> = streamed.iter().flat_map(|body| body.keys()).collect();
    let mut found = names.into_iter().filter_map(|name| Some((name, values(name, &streamed, &whole)?)));
    let (name, (stream, other)) = found.next()?;
    let is_usual = name == USUAL && stream == json!(true);
    if found.next().is_some() || is_usual {
        return None;
    }
    let mut switch = Map::new();
    switch.insert("field".to_owned(), json!(name));
    if (&stream, &other) != (&json!(true), &json!(false)) {
        switch.insert("stream".to_owned(), stream);
        switch.insert("whole".to_owned(), other);
    }
    let label = operation.label();
    let count = format!("seen in {}", counted(streamed.len() + whole.len(), "exchange"));
    let why = format!("`{name}` in the body selects a stream or a whole response.");
    let message = format!("{label}: {}, which is not declared; {count}", why.trim_end_matches('.'));
    let reason = Reason { why, source: format!("recorded exchanges of {label}: {count}") };
    let action = operation.draft.insert(operation.at, KEY, Value::Object(switch), &reason);
    Some(Missing { at: operation.at.clone(), message, actions: vec![action] })
}

fn body<'c>(case: &'c Case<'_>) -> Option<&'c Map<String, Value>> {
    match &case.exchange.request.body {
        Body::Json(value) => value.as_object(),
        _ => None,
    }
}

/// Returns what a member holds for a stream and for a whole response, if it decides; a member that is left out of
/// whole ones is false there.
fn values(
    name: &str,
    streamed: &[&Map<String, Value>],
    whole: &[&Map<String, Value>],
) -> Option<(Value, Value)> {
    let first = streamed.first()?.get(name)?;
    let others: BTreeSet<String> =
        whole.iter().filter_map(|body| body.get(name)).map(ToString::to_string).collect();
    let is_one = streamed.iter().all(|body| body.get(name) == Some(first));
    let decides = is_one && others.len() <= 1 && !others.contains(&first.to_string()) && is_plain_name(name);
    let other = whole.iter().find_map(|body| body.get(name)).cloned();
    let is_shown = |value: &Value| match value {
        Value::Bool(_) => true,
        Value::String(text) => is_plain_word(text, name),
        _ => false,
    };
    let other = other.or_else(|| first.is_boolean().then(|| json!(false)))?;
    (decides && is_shown(first) && is_shown(&other)).then(|| (first.clone(), other))
}
