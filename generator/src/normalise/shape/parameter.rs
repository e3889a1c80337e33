//! Parameters and headers: each gets one `schema` or one entry of `content`, and a style that its location allows.

use serde_json::Value;

use super::lift::lift;
use crate::diagnostic::code;
use crate::normalise::check::parameter::allows_reserved;
use crate::normalise::context::{Context, Object};
use crate::normalise::path::Path;
use crate::openapi::location::ParameterLocation;
use crate::openapi::normal::{RESERVED, STYLE};
use crate::openapi::style::Style;

/// Keeps one of `schema` and `content`, and one entry of `content`. If both are present, `schema` wins, because most
/// tools read it, unless it is empty.
pub fn payload(holder: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let schema = holder.get("schema").filter(|schema| !schema.is_null());
    let content = holder.get("content").and_then(Value::as_object).is_some_and(|content| !content.is_empty());
    match (schema.map(is_empty_schema), content) {
        (Some(false), true) => {
            holder.shift_remove("content");
            cx.report(
                &code::PARAMETER_PAYLOAD,
                at,
                "both `schema` and `content` are present; `content` is ignored",
            );
        }
        (Some(true) | None, true) => {
            holder.shift_remove("schema");
            keep_first_content(holder, at, cx);
        }
        (None, false) => {
            if lift(holder, at, cx) {
                cx.report(
                    &code::OLD_SPELLING,
                    at,
                    "keywords are next to `schema` instead of inside it; moved",
                );
            }
        }
        (Some(_), false) => {}
    }
}

/// Returns true if a schema is empty.
fn is_empty_schema(schema: &Value) -> bool {
    schema.as_object().is_some_and(Object::is_empty)
}

/// Keeps only the first entry of `content`.
fn keep_first_content(holder: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(Value::Object(content)) = holder.get_mut("content") else { return };
    if content.len() > 1 {
        let mut entries = std::mem::take(content).into_iter();
        content.extend(entries.next());
        cx.report(
            &code::PARAMETER_PAYLOAD,
            at,
            "`content` of a parameter has several entries; the first is used",
        );
    }
}

/// Adds an empty `schema`, which allows any value, if both are missing.
pub fn fill_payload(holder: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let content = holder.get("content").and_then(Value::as_object).is_some_and(|content| !content.is_empty());
    if holder.contains_key("schema") || !content {
        holder.shift_remove("content");
    }
    if !content && !holder.contains_key("schema") {
        cx.report(
            &code::PARAMETER_PAYLOAD,
            at,
            "neither `schema` nor `content` is present; read as any value",
        );
        holder.insert("schema".to_owned(), Value::Object(Object::new()));
    }
}

/// Removes `allowReserved` where it has no effect.
pub fn reserved(parameter: &mut Object, _: &Path<'_>, cx: &mut Context<'_>) {
    let allowed = allows_reserved(parameter, cx.version);
    if allowed && parameter.get("in").is_some_and(|place| place == "query") {
        return;
    }
    let said = parameter.shift_remove("allowReserved");
    if allowed && said == Some(Value::Bool(true)) {
        parameter.insert(RESERVED.to_owned(), Value::Bool(true));
    }
}

/// Removes a style that the location does not allow.
pub fn style(parameter: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let Some(style) = parameter.get("style").filter(|style| !style.is_null()) else { return };
    let Some(location) = parameter.get("in").and_then(Value::as_str).and_then(ParameterLocation::of) else {
        return;
    };
    match Style::of(style.as_str().unwrap_or_default(), location) {
        Some(style) => write_style(parameter, style),
        None => {
            let allowed: Vec<_> = Style::names(location).collect();
            let message = format!(
                "`style`: expected one of {} for a {} parameter, found {style}; ignored",
                allowed.join(", "),
                location.name()
            );
            cx.report(&code::UNKNOWN_ENUM_VALUE, &at.key("style"), message);
            parameter.shift_remove("style");
        }
    }
}

/// Rewrites the style of a form member, which has the styles of a query.
pub fn encoding_style(encoding: &mut Object, _: &Path<'_>, _: &mut Context<'_>) {
    let said = encoding.get("style").and_then(Value::as_str);
    if let Some(style) =
        said.and_then(|said| Style::of(said, ParameterLocation::Query)).filter(|style| !style.is_of_3_0())
    {
        write_style(encoding, style);
    }
}

/// Writes a style of the normal form. A style that 3.0 lacks gets a key of its own.
fn write_style(holder: &mut Object, style: Style) {
    if !style.is_of_3_0() {
        holder.shift_remove("style");
        holder.insert(STYLE.to_owned(), Value::from(style.name()));
    } else if holder.get("style").is_none_or(|said| said != style.name()) {
        holder.insert("style".to_owned(), Value::from(style.name()));
    }
}

/// Makes path parameters required.
pub fn required(parameter: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    let place = parameter.get("in").and_then(Value::as_str);
    if place.is_some_and(|place| place.eq_ignore_ascii_case("path")) {
        let said = match parameter.get("required") {
            Some(Value::Bool(false)) => "has `required: false`",
            Some(_) => "",
            None => "has no `required`",
        };
        if !said.is_empty() {
            cx.report_once(
                &code::OPTIONAL_PATH,
                at,
                &format!("a path parameter {said}; read as `required: true`"),
            );
        }
        parameter.insert("required".to_owned(), Value::Bool(true));
    }
}
