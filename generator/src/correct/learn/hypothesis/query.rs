//! Query parameters that are sent and not declared.

use serde_json::{Map, Value, json};

use super::{Context, Hypothesis};
use crate::correct::infer::Dialect;
use crate::correct::learn::group::Group;
use crate::correct::learn::parameter::{queries, schema_of};
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
    let is_sent = |exchange: &Exchange| exchange.query.iter().any(|(own, _)| own == bare);
    if context.cases.beside(first).any(|(_, case)| is_sent(case.exchange)) {
        return None;
    }
    let mut to = context.draft.document.pointer(at.as_str())?.as_object()?.clone();
    to.insert("name".to_owned(), json!(name));
    let why = format!("Published as `{bare}`, but sent as `{name}`.");
    Some(context.draft.rewrite(at, &Value::Object(to), &context.reason(group, why)))
}
