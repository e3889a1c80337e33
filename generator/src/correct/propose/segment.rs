//! Segments of JSONPaths (RFC 9535) that lead to members.

use std::fmt::Write;

/// Writes the segment of a member: `.name` or `['name']`.
pub(crate) fn member(name: &str) -> String {
    let plain = !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !name.starts_with(|c: char| c.is_ascii_digit());
    if plain { format!(".{name}") } else { format!("['{}']", escape(name)) }
}

/// Escapes a name for single quotes (RFC 9535, 2.3.1.1).
pub fn escape(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        match c {
            '\'' => text.push_str("\\'"),
            '\\' => text.push_str("\\\\"),
            c if u32::from(c) < 0x20 => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text
}
