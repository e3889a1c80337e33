//! Media types: the keys of `content`.

#[path = "../../runtime/src/record/media.rs"]
mod shared;

use super::token::is_token;

pub use shared::{Sequence, essence, is_binary, is_json, is_range, parameters, sequence};

/// Returns what a key is read as that is no media type and no range, if that is known.
pub fn read_as(key: &str) -> Option<String> {
    let essence = essence(key);
    (!is_media_type(key) && !key.contains([',', ';']) && is_media_type(&essence)).then_some(essence)
}

/// Returns true if a key of `content` is `type/subtype`, with or without parameters.
pub fn is_media_type(key: &str) -> bool {
    let bare = key.split(';').next().unwrap_or_default().trim();
    bare.split_once('/').is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
}

/// Returns a media type as it is compared: its case and its charset or boundary make no other media type of it.
pub fn canonical(media: &str) -> String {
    let own = parameters(media).into_iter().filter(|(name, _)| name != "charset" && name != "boundary");
    let own = own.map(|(name, value)| format!(";{name}={value}"));
    essence(media) + &own.collect::<String>()
}

/// Returns what orders media types that are alike, the preferred first: plain JSON, others, and ranges last; of several
/// spellings the usual one. Those with the same preference stay in their order.
pub fn preference(media: &str) -> (bool, bool, bool) {
    let canonical = canonical(media);
    (is_range(media), canonical != "application/json", canonical != media)
}

/// Returns the media types of a key, which may list several. A comma within a parameter is part of it.
pub fn listed(key: &str) -> Vec<&str> {
    let several = !key.contains([';', '"']);
    let parts = if several { key.split(',').collect() } else { vec![key] };
    parts.into_iter().map(str::trim).filter(|media| !media.is_empty()).collect()
}

/// What a response of Swagger 2.0 has that no schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Implied {
    /// Bytes.
    Bytes,
    /// Plain text.
    Text,
}

/// Returns what a response of Swagger 2.0 without a schema has: a success of an operation that `produces` nothing but bytes,
/// or nothing but plain text. Documents list JSON for all operations, and mean those with a schema.
pub fn implied_without_schema<'m>(
    status: &str,
    produces: impl IntoIterator<Item = &'m str>,
) -> Option<Implied> {
    let produces: Vec<String> = produces.into_iter().map(essence).collect();
    let may_have_body = status.starts_with('2') && !["204", "205"].contains(&status);
    if !may_have_body || produces.is_empty() {
        return None;
    }
    if produces.iter().all(|media| is_binary(media)) {
        return Some(Implied::Bytes);
    }
    produces.iter().all(|media| media == "text/plain").then_some(Implied::Text)
}

/// Returns true if a media type holds structured values as JSON does: XML, YAML, similar binary formats, and HTML
/// pages.
pub fn is_data(media: &str) -> bool {
    const FORMS: [&str; 13] = [
        "xml",
        "html",
        "yaml",
        "yml",
        "protobuf",
        "msgpack",
        "messagepack",
        "cbor",
        "bson",
        "smile",
        "avro",
        "ion",
        "javascript",
    ];
    let essence = essence(media);
    FORMS.iter().any(|form| essence.ends_with(form)) || essence == "application/x-www-form-urlencoded"
}

/// Returns true if a media type is text other than JSON: `text/*`, XML and YAML.
pub fn is_text(media: &str) -> bool {
    let essence = essence(media);
    essence.starts_with("text/") || essence.ends_with("xml") || essence.ends_with("yaml")
}
