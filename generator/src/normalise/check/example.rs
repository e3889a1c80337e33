//! Checks examples and defaults that cannot be values of their schema.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;

/// Checks that the JSON type of `example` matches `type`.
pub fn type_matches(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let (Some(example), Some(Value::String(kind))) = (schema.get("example"), schema.get("type")) else {
        return;
    };
    let found = match example {
        // Many tools write null for a missing example.
        Value::Null => return,
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.as_f64().is_some_and(|number| number.fract() == 0.0) => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let known = ["boolean", "integer", "number", "string", "array", "object"].contains(&kind.as_str());
    if known && found != kind && !(found == "integer" && kind == "number") {
        let message = format!("the example of a `type: {kind}` schema is of type {found}");
        cx.report_once(&code::EXAMPLE_MISFIT, &at.key("example"), &message);
    }
}

/// Checks for a null default where null is not allowed. Many tools write it for a missing default.
pub fn null_default(schema: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let said = |key: &str| schema.get(key).is_some_and(|value| value == true || value == "true");
    let nullable = ["nullable", "x-nullable", "x-isnullable"].into_iter().any(said);
    let typed = schema.get("type").and_then(Value::as_str).is_some_and(|kind| kind != "null");
    if typed && !nullable && schema.get("default").is_some_and(Value::is_null) {
        cx.report_once(
            &code::NULL_DEFAULT,
            &at.key("default"),
            "`default` is null, but the schema does not allow null",
        );
    }
}
