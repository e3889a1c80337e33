//! Texts of calls that a mock server compares and shows.

use percent_encoding::percent_decode_str;

/// A value that can be shown in a message.
pub(crate) trait ShowValue {
    fn shown(&self) -> String;
}

impl ShowValue for String {
    fn shown(&self) -> String {
        format!("{self:?}")
    }
}

/// The decoded pairs of a form or a query.
pub(crate) fn pairs(query: &str) -> Vec<(String, String)> {
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(&name.replace('+', " ")), decoded(&value.replace('+', " ")))
    };
    query.split('&').filter(|text| !text.is_empty()).map(pair).collect()
}

pub(crate) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The start of a body, for a message.
pub(crate) fn shown(bytes: &[u8]) -> String {
    const MOST: usize = 200;
    let text = String::from_utf8_lossy(bytes);
    if text.chars().count() <= MOST {
        return format!("{text:?}");
    }
    let start: String = text.chars().take(MOST).collect();
    format!("{start:?}… ({} bytes)", bytes.len())
}
