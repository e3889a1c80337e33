//! Servers: missing defaults of variables.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;

/// Sets a missing default of a variable to the first of its values.
pub fn variable_default(variable: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    if variable.contains_key("default") {
        return;
    }
    let first = variable.get("enum").and_then(Value::as_array).and_then(|values| values.first()).cloned();
    let default = first.unwrap_or_else(|| "".into());
    cx.report(&code::SERVER_VARIABLE, at, format!("the server variable has no `default`; read as {default}"));
    variable.insert("default".to_owned(), default);
}
