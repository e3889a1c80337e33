//! Reads the content of a body as its media type says.

use super::url::pairs;
use super::{Body, FormValue, Message};
use crate::openapi::media_type::{essence, is_json};

/// Makes a message of a text and its media type, which may have parameters. What parses as JSON without saying what it
/// is, is JSON.
pub(super) fn of_text(media: &str, text: &str) -> Message {
    let essence = Some(essence(media)).filter(|media| media.contains('/') && media != "x-unknown");
    let json = essence.as_deref().is_none_or(is_json);
    let body = match essence.as_deref() {
        _ if text.trim().is_empty() => Body::Empty,
        Some("application/x-www-form-urlencoded") => {
            let values = pairs(text).into_iter().map(|(name, value)| (name, FormValue::Text(value)));
            Body::Form(values.collect())
        }
        _ if json => serde_json::from_str(text).map_or_else(|_| Body::Text(text.to_owned()), Body::Json),
        _ => Body::Text(text.to_owned()),
    };
    let json = essence.is_none() && matches!(body, Body::Json(_));
    Message { media_type: if json { Some("application/json".to_owned()) } else { essence }, body }
}

/// Makes a message of bytes and their media type.
pub(super) fn of_bytes(media: &str, bytes: &[u8]) -> Message {
    match std::str::from_utf8(bytes) {
        Ok(text) => of_text(media, text),
        Err(_) => Message { media_type: of_text(media, "").media_type, body: Body::Bytes(bytes.len()) },
    }
}

/// Decodes base64 of either alphabet, with or without padding; `None` if it is not base64.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        held = (held << 6 | u32::from(value)) & 0xFF_FFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 0xFF).unwrap_or_default());
        }
    }
    Some(out)
}
