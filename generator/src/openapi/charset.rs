//! Charsets of media types, and those in which a client can write text.

use super::media_type::parameters;

/// The labels of the charsets that a client can write besides UTF-8 (`runtime/src/body/charset.rs`).
const OTHERS: [&str; 21] = [
    "us-ascii",
    "ascii",
    "iso-8859-1",
    "iso8859-1",
    "iso_8859-1",
    "latin1",
    "latin-1",
    "l1",
    "iso-8859-15",
    "iso8859-15",
    "iso_8859-15",
    "latin9",
    "latin-9",
    "l9",
    "windows-1252",
    "cp1252",
    "cp-1252",
    "x-cp1252",
    "utf-16",
    "utf-16le",
    "utf-16be",
];

/// Returns the `charset` parameter of a media type, in lower case.
pub fn charset(media: &str) -> Option<String> {
    let found = parameters(media).into_iter().find(|(name, _)| name == "charset");
    found.map(|(_, value)| value.trim_matches('"').to_ascii_lowercase()).filter(|label| !label.is_empty())
}

/// Returns true if a client can write text in that charset.
pub fn can_write(label: &str) -> bool {
    is_utf8(label) || OTHERS.contains(&label)
}

/// Returns true for UTF-8, the default charset.
pub fn is_utf8(label: &str) -> bool {
    ["utf-8", "utf8"].contains(&label)
}
