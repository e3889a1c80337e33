//! Media types: what a body is by its `Content-Type`.

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

/// Returns the parameters of a media type, with names in lower case.
pub fn parameters(media: &str) -> Vec<(String, &str)> {
    let parts = media.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    parts.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim())).collect()
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
