//! Query parameters that are sent and not declared, or declared otherwise.

use serde_json::{Map, Value, json};

use super::{Context, Hypothesis};
use crate::correct::infer::Dialect;
use crate::correct::judge::resolve;
use crate::correct::learn::case::Case;
use crate::correct::learn::group::Group;
use crate::correct::learn::parameter::{queries, schema_of};
use crate::correct::learn::sent::{self, values};
use crate::correct::recording::Exchange;

/// A parameter that is not declared: another spelling of one that is, else one more.
pub(super) fn query(context: &Context<'_, '_>, group: &Group<'_>, name: &str) -> Vec<Hypothesis> {
    let cases = group.cases().into_iter().filter_map(|case| context.cases.get(case));
    let exchanges: Vec<&Exchange> = cases.map(|case| case.exchange).collect();
    let mut all: Vec<Hypothesis> = renamed(context, group, name).into_iter().collect();
    let reason = context.reason(group, format!("`{name}` is sent in the query, and is not declared."));
    let schema = schema_of(&exchanges, name);
    let mut parameter = Map::new();
    parameter.insert("name".to_owned(), json!(name));
    parameter.insert("in".to_owned(), json!("query"));
    match (context.dialect, schema) {
        (Dialect::Swagger, Value::Object(schema)) => {
            let is_list = schema.contains_key("items");
            parameter.extend(schema);
            parameter.extend(is_list.then(|| ("collectionFormat".to_owned(), json!("multi"))));
        }
        (_, schema) => _ = parameter.insert("schema".to_owned(), schema),
    }
    all.push(vec![context.draft.add_parameter(&group.place(), &Value::Object(parameter), &reason)]);
    all
}

/// `status[]` is sent, `status` declared and never sent.
fn renamed(context: &Context<'_, '_>, group: &Group<'_>, name: &str) -> Option<Hypothesis> {
    let bare = name.strip_suffix("[]")?;
    let operation = group.place();
    let declared = queries(context.draft.document, &operation);
    let at = declared.get(bare).filter(|at| at.strip_prefix(&operation).is_some())?;
    let first = context.cases.get(*group.cases().first()?)?;
    // What is refused proves nothing: it may be the name that is wrong.
    let is_taken = |case: &Case<'_>| case.is_success() && !values(case.exchange, bare).is_empty();
    if context.cases.beside(first).any(|(_, case)| is_taken(case)) {
        return None;
    }
    let mut to = context.draft.document.pointer(at.as_str())?.as_object()?.clone();
    to.insert("name".to_owned(), json!(name));
    let why = format!("Published as `{bare}`, but sent as `{name}`.");
    Some(context.draft.rewrite(at, &Value::Object(to), &context.reason(group, why)))
}

/// A required parameter that accepted requests lack.
pub(super) fn not_sent(context: &Context<'_, '_>, group: &Group<'_>, name: &str) -> Vec<Hypothesis> {
    let at = group.place();
    let Some(Value::Object(old)) = context.draft.document.pointer(at.as_str()) else { return Vec::new() };
    let mut to = old.clone();
    to.insert("required".to_owned(), json!(false));
    let why = format!("`{name}` is published as required, but requests without it are accepted.");
    vec![context.draft.rewrite(&at, &Value::Object(to), &context.reason(group, why))]
}

/// Keywords whose values are of the published kind.
const OF_KIND: [&str; 8] =
    ["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "default", "enum"];

/// A parameter whose values are of another kind: a number if all are, else a text.
pub(super) fn value(context: &Context<'_, '_>, group: &Group<'_>, name: &str) -> Vec<Hypothesis> {
    let document = context.draft.document;
    let at = sent::schema_of(document, &group.place());
    let Some((_, Value::Object(old))) = resolve(document, &at) else { return Vec::new() };
    let cases = group.cases().into_iter().filter_map(|case| context.cases.get(case));
    let of_path = |case: &Case<'_>| case.path.iter().all(|value| value.name.as_deref() != Some(name));
    let is_number = |case: &Case<'_>| {
        of_path(case) && values(case.exchange, name).iter().all(|text| text.parse::<f64>().is_ok())
    };
    let (all, published) = (cases.collect::<Vec<_>>(), old.get("type").cloned().unwrap_or_default());
    let kind = if all.iter().all(|case| is_number(case)) { "number" } else { "string" };
    let mut to = old.clone();
    to.retain(|key, _| !OF_KIND.contains(&key.as_str()));
    to.insert("type".to_owned(), json!(kind));
    let why = match published.as_str() {
        Some(published) => format!("`{name}` is published as `{published}`; requests have other values."),
        None => format!("Requests have other values of `{name}` than published."),
    };
    vec![context.draft.rewrite(&at, &Value::Object(to), &context.reason(group, why))]
}
