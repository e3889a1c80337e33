//! Checks servers: their URLs and variables.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::address::{could_be_host, unusable, with_scheme};
use crate::openapi::template::names;

/// Checks a server URL: it is not empty, has a scheme, and uses the declared variables.
pub fn address(server: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(url) = server.get("url").and_then(Value::as_str) else { return };
    // A server of an operation may be empty: the root of the server that the client uses.
    if url.trim().is_empty() && at.pointer().as_str().starts_with("/servers/") {
        cx.report(&code::SERVER_ADDRESS, &at.key("url"), "the URL of a server is empty");
    }
    if could_be_host(url.trim()) {
        cx.report(
            &code::SERVER_ADDRESS,
            &at.key("url"),
            format!("the server URL `{url}` has no scheme; not used"),
        );
    }
    if let Some(fault) = unusable(&with_scheme(url.trim())) {
        let message = format!("the server URL `{url}` {fault}; not used");
        cx.report(&code::SERVER_ADDRESS, &at.key("url"), message);
    }
    let variables = server.get("variables").and_then(Value::as_object);
    let named = names(url);
    for name in named.iter().filter(|name| !variables.is_some_and(|all| all.contains_key(name.as_str()))) {
        let message = format!("the server URL uses `{{{name}}}`, which is not a declared variable");
        cx.report(&code::SERVER_ADDRESS, &at.key("url"), message);
    }
    for name in variables.into_iter().flat_map(Object::keys).filter(|name| !named.contains(name)) {
        let message = format!("the variable `{name}` is not in the server URL");
        cx.report(&code::SERVER_ADDRESS, &at.key("variables").key(name), message);
    }
}

/// Checks that the values of a variable are not empty, are unique, and include the default.
pub fn variable(variable: &Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(Value::Array(values)) = variable.get("enum") else { return };
    let here = at.key("enum");
    if values.is_empty() {
        return cx.report(&code::SERVER_VALUES, &here, "`enum` of a server variable is empty");
    }
    let default = variable.get("default");
    if let Some(default) = default.filter(|default| !default.is_null() && !values.contains(default)) {
        let message = format!("the default {default} is not in `enum`");
        cx.report(&code::SERVER_VALUES, &at.key("default"), message);
    }
    for (index, value) in values.iter().enumerate() {
        if values.iter().take(index).any(|before| before == value) {
            cx.report(&code::SERVER_VALUES, &here.index(index), format!("duplicate value {value}"));
        }
    }
}
