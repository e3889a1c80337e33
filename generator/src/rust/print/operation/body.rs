//! Prints how a request gets its body.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::parameter::encoded;
use crate::ir::{Body, BodyEncoding, ParameterEncoding, ParameterLocation, PartEncoding};
use crate::rust::model::{self, Argument, Within};
use crate::rust::names::ident::token;
use crate::rust::print::tokens::tokens;

/// Prints `.json(&body)`, a part of the chain that builds a request.
pub(super) fn part(body: &model::Body<'_>) -> TokenStream {
    let (way, arguments) = body_method(body);
    let body = body.data;
    let encodings = encodings(body);
    let (way, arguments) = match (way, body.parts.is_empty()) {
        ("form" | "multipart", true) => (way.to_owned(), arguments),
        ("form" | "multipart", false) => (format!("{way}_with"), quote!(#arguments, #encodings)),
        ("multipart_as", _) => (way.to_owned(), quote!(#arguments, #encodings)),
        _ => (way.to_owned(), arguments),
    };
    let way = token(&way);
    let member = body.member.as_ref().map(|(name, value)| {
        let value = tokens(&literal(value));
        quote!(.member(#name, #value))
    });
    quote!(.#way(#arguments) #member)
}

/// Prints `set_json(&body)`, for an existing request builder.
pub(super) fn setting(body: &model::Body<'_>) -> TokenStream {
    let (way, arguments) = body_method(body);
    let body = body.data;
    let set = token(&format!("set_{way}"));
    match body.encoding {
        BodyEncoding::Form | BodyEncoding::Multipart => {
            let encodings = encodings(body);
            quote!(#set(#arguments, #encodings))
        }
        _ => quote!(#set(#arguments)),
    }
}

/// Returns the runtime's method for the encoding of a body, and its arguments.
fn body_method(body: &model::Body<'_>) -> (&'static str, TokenStream) {
    let value = borrowed(body);
    let body = body.data;
    let media = body.media_type.as_str();
    match body.encoding {
        BodyEncoding::Json if media == "application/json" => ("json", quote!(#value)),
        BodyEncoding::Json => ("json_as", quote!(#media, #value)),
        BodyEncoding::Form => ("form", quote!(#value)),
        BodyEncoding::Multipart if is_plain_form(media) => ("multipart", quote!(#value)),
        BodyEncoding::Multipart => ("multipart_as", quote!(#media, #value)),
        BodyEncoding::Text if body.is_encoded() => ("text_as", quote!(#media, #value)),
        BodyEncoding::Lines => ("lines", quote!(#media, #value)),
        BodyEncoding::Text => ("bytes", quote!(#media, body)),
        BodyEncoding::Bytes => ("upload", quote!(#media, #value)),
    }
}

/// Prints a reference to the body.
pub(super) fn borrowed(body: &model::Body<'_>) -> TokenStream {
    match body.argument {
        Argument::Borrowed(_) => quote!(body.as_body()),
        _ => quote!(&body),
    }
}

/// The one value of a parameter, by reference.
pub(super) fn constant(value: &Value) -> String {
    match value {
        Value::String(_) => literal(value),
        Value::Number(number) => format!("&{number}_i64"),
        other => format!("&{other}"),
    }
}

/// A JSON value as Rust has it: texts are escaped in other ways.
fn literal(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text:?}"),
        other => other.to_string(),
    }
}

fn is_plain_form(media: &str) -> bool {
    media.to_ascii_lowercase().starts_with("multipart/form-data")
}

/// Prints the encodings of parts as tokens.
fn encodings(body: &Body) -> TokenStream {
    let list = tokens(&written_encodings(body));
    quote!(&#list)
}

/// Prints the encodings of parts that the document describes: `[Param::query("a").style(Style::DeepObject)]`.
fn written_encodings(body: &Body) -> String {
    let parts = body.parts.iter().filter_map(|part| match body.encoding {
        BodyEncoding::Form => part.style.map(|style| param(&part.wire, style)),
        _ => Some(part_encoding(part)),
    });
    format!("[{}]", parts.collect::<Vec<_>>().join(", "))
}

/// Prints the body for the mock server: `json types::NewTag`, `form types::Charge, [Param::query("a")]`.
pub(crate) fn mock_body(sent: &model::Body<'_>) -> String {
    let body = sent.data;
    let ty = sent.sent.as_ref().map(|ty| ty.written(Within::Mock)).unwrap_or_default();
    let media = &body.media_type;
    let encodings = match body.parts.is_empty() {
        true => String::new(),
        false => format!(", {}", written_encodings(body)),
    };
    let member = body.member.as_ref();
    let member = member.map(|(name, value)| format!(", {name:?} = {}", literal(value))).unwrap_or_default();
    match (body.encoding, body_method(sent).0) {
        (BodyEncoding::Json, "json") => format!("json {ty}{member}"),
        (BodyEncoding::Json, _) => format!("json_as {media:?}, {ty}{member}"),
        (BodyEncoding::Form, _) => format!("form {ty}{encodings}"),
        (BodyEncoding::Multipart, "multipart") => {
            format!("multipart \"multipart/form-data\", {ty}{encodings}")
        }
        (BodyEncoding::Multipart, _) => format!("multipart {media:?}, {ty}{encodings}"),
        (BodyEncoding::Lines, _) => format!("lines {media:?}, {ty}"),
        (BodyEncoding::Text, _) => format!("text {media:?}"),
        (BodyEncoding::Bytes, _) => format!("upload {media:?}"),
    }
}

fn param(wire: &str, encoding: ParameterEncoding) -> String {
    encoded(ParameterLocation::Query, wire, encoding)
}

fn part_encoding(part: &PartEncoding) -> String {
    let media = part.content_type.as_ref().map(|media| format!(".content_type({media:?})"));
    let style = part.style.map(|style| format!(".style({})", param(&part.wire, style)));
    format!("PartEncoding::new({:?}){}{}", part.wire, media.unwrap_or_default(), style.unwrap_or_default())
}
