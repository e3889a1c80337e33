//! Security: requirements become lists of scopes by scheme, and schemes keep only types of 3.0 with their required
//! fields.

use serde_json::Value;

use crate::diagnostic::code;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::normal;

/// The types of schemes and their required fields.
const TYPES: [(&str, &[&str]); 4] = [
    ("apiKey", &["name", "in"]),
    ("http", &["scheme"]),
    ("oauth2", &[]),
    ("openIdConnect", &["openIdConnectUrl"]),
];

/// Names of HTTP schemes that documents use as a type.
const HTTP: [&str; 2] = ["basic", "bearer"];

/// Normalises requirements: a bare name of a scheme and a null have no scopes.
pub fn requirements(holder: &mut Object, _: &Path<'_>, _: &mut Context<'_>) {
    let Some(Value::Array(list)) = holder.get_mut("security") else { return };
    for requirement in list {
        if let Value::String(name) = requirement {
            let scheme = [(std::mem::take(name), Value::Array(Vec::new()))];
            *requirement = Value::Object(scheme.into_iter().collect());
        }
        for scopes in requirement.as_object_mut().into_iter().flat_map(Object::values_mut) {
            // Scopes with descriptions, as in a scheme.
            if let Value::Object(named) = scopes {
                *scopes = named.keys().map(|name| Value::String(name.clone())).collect();
            }
            if scopes.is_null() {
                *scopes = Value::Array(Vec::new());
            }
        }
    }
}

/// Moves aside schemes that 3.0 lacks, such as `mutualTLS`, and schemes without a required field.
pub fn schemes(components: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(Value::Object(schemes)) = components.get_mut("securitySchemes") else { return };
    let section = at.key("securitySchemes");
    let mut aside = Object::new();
    for (name, mut value) in std::mem::take(schemes) {
        let here = section.key(&name);
        match value.as_object_mut().map_or(Err("it is not an object".to_owned()), normalise_scheme) {
            Ok(()) => drop(schemes.insert(name, value)),
            Err(why) => {
                // Mutual TLS is valid: the transport handles it, below what a client sends.
                if value.get("type").and_then(Value::as_str) != Some("mutualTLS") {
                    let message = format!("the security scheme `{name}` cannot be used: {why}");
                    cx.report(&code::SECURITY_SCHEME, &here, message);
                }
                cx.record_move(at.key(normal::SECURITY_SCHEMES).key(&name).pointer(), here.pointer());
                aside.insert(name, value);
            }
        }
    }
    if !aside.is_empty() {
        components.insert(normal::SECURITY_SCHEMES.to_owned(), Value::Object(aside));
    }
}

/// Normalises the type of a scheme. Returns the reason if the scheme cannot be used.
fn normalise_scheme(scheme: &mut Object) -> Result<(), String> {
    if scheme.get("$ref").is_some_and(Value::is_string) {
        return Ok(());
    }
    let found = scheme.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    if let Some(name) = HTTP.iter().find(|name| name.eq_ignore_ascii_case(&found)) {
        scheme.insert("scheme".to_owned(), Value::from(*name));
        scheme.insert("type".to_owned(), "http".into());
    }
    let found = scheme.get("type").and_then(Value::as_str).unwrap_or_default();
    let Some((name, needs)) = TYPES.iter().find(|(name, _)| name.eq_ignore_ascii_case(found)) else {
        return Err(format!("unknown type `{found}`"));
    };
    let empty = |key: &str| scheme.get(key).is_none_or(|value| value.as_str() == Some(""));
    if let Some(missing) = needs.iter().find(|key| empty(key)) {
        return Err(format!("it has no `{missing}`"));
    }
    scheme.insert("type".to_owned(), Value::from(*name));
    if *name == "oauth2" {
        scheme.entry("flows").or_insert_with(|| Value::Object(Object::new()));
    }
    Ok(())
}

/// Adds missing `scopes` of a flow and missing descriptions of scopes.
pub fn scopes(flow: &mut Object, _: &Path<'_>, _: &mut Context<'_>) {
    let scopes = flow.entry("scopes").or_insert(Value::Null);
    match scopes {
        Value::Object(named) => {
            for text in named.values_mut().filter(|text| text.is_null()) {
                *text = "".into();
            }
        }
        Value::Array(list) => {
            let names = list.iter().filter_map(Value::as_str);
            *scopes = Value::Object(names.map(|name| (name.to_owned(), "".into())).collect());
        }
        _ => *scopes = Value::Object(Object::new()),
    }
}
