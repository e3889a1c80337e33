//! Media types: the keys of `content`.

use super::token::is_token;

/// Returns a media type without its parameters, in lower case; the first one if a key lists several. What is no media
/// type or range but has one sensible reading is read so: `json` and `*/json` are `application/json`.
pub fn essence(media: &str) -> String {
    let first = media.split([';', ',']).next().unwrap_or_default().trim().to_ascii_lowercase();
    repaired(&first).unwrap_or(first)
}

/// Returns the media type that a key means which is none; `None` for media types, ranges and unknown words.
fn repaired(key: &str) -> Option<String> {
    match key.split_once('/') {
        None if key == "*" => Some("*/*".to_owned()),
        None => Some(format!("{}/{}", family(key)?, if key == "text" { "plain" } else { key })),
        Some((_, "*")) => None,
        Some(("*", subtype)) => Some(format!("{}/{subtype}", family(subtype).unwrap_or("application"))),
        // ASP.NET writes `application/*+json` for JSON by any name.
        Some((kind, subtype)) => Some(format!("{kind}/{}", subtype.strip_prefix("*+")?)),
    }
}

/// Returns the type of a subtype that documents write without it.
fn family(subtype: &str) -> Option<&'static str> {
    match subtype {
        "json" | "xml" | "yaml" | "pdf" | "zip" | "octet-stream" | "x-www-form-urlencoded" => {
            Some("application")
        }
        "text" | "plain" | "html" | "csv" => Some("text"),
        "png" | "jpeg" | "gif" => Some("image"),
        "form-data" => Some("multipart"),
        _ => None,
    }
}

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

/// Returns the media types of a key, which may list several. A comma within a parameter is part of it.
pub fn listed(key: &str) -> Vec<&str> {
    let several = !key.contains([';', '"']);
    let parts = if several { key.split(',').collect() } else { vec![key] };
    parts.into_iter().map(str::trim).filter(|media| !media.is_empty()).collect()
}

/// Returns the parameters of a media type, with names in lower case.
pub fn parameters(media: &str) -> Vec<(String, &str)> {
    let parts = media.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    parts.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim())).collect()
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

/// Returns true if a key of `content` is the range `*/*` or `application/*`.
pub fn is_range(media: &str) -> bool {
    ["*/*", "application/*"].contains(&essence(media).as_str())
}

/// Returns true if a media type is JSON under any of its names. So is a range (`*/*`): the vendor named no type, and
/// means JSON.
pub fn is_json(media: &str) -> bool {
    let essence = essence(media);
    is_range(media)
        || ["application/json", "text/json"].contains(&essence.as_str())
        || essence.ends_with("+json")
}

/// Returns true if a media type is text other than JSON: `text/*`, XML and YAML.
pub fn is_text(media: &str) -> bool {
    let essence = essence(media);
    essence.starts_with("text/") || essence.ends_with("xml") || essence.ends_with("yaml")
}

/// Returns true if a media type, in lower case, is known to be binary.
pub fn is_binary(media: &str) -> bool {
    const FAMILIES: [&str; 4] = ["image/", "audio/", "video/", "font/"];
    const APPLICATIONS: [&str; 6] = ["octet-stream", "pdf", "zip", "gzip", "x-tar", "protobuf"];
    let application = media.strip_prefix("application/").unwrap_or_default();
    FAMILIES.iter().any(|family| media.starts_with(family)) && media != "image/svg+xml"
        || APPLICATIONS.contains(&application)
        || application.starts_with("vnd.") && !application.ends_with("json") && !application.ends_with("xml")
}

/// How the items of a sequential media type are separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sequence {
    /// Server-sent events (HTML, section 9.2).
    Events,
    /// One line of JSON per item.
    JsonLines,
    /// JSON items, each after a record separator (RFC 7464).
    JsonSeq,
}

/// Returns how the items of a media type are separated, if it is sequential.
pub fn sequence(media: &str) -> Option<Sequence> {
    match essence(media).as_str() {
        "text/event-stream" => Some(Sequence::Events),
        "application/jsonl"
        | "application/x-ndjson"
        | "application/ndjson"
        | "application/x-jsonlines"
        | "application/jsonlines"
        | "application/x-jsonl"
        | "application/stream+json" => Some(Sequence::JsonLines),
        "application/json-seq" | "application/geo+json-seq" => Some(Sequence::JsonSeq),
        _ => None,
    }
}
