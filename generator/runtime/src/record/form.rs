//! The fields of multipart forms.

use super::media::{essence, parameters};

/// A value of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormValue {
    /// A text; empty if it was a credential.
    Text(String),
    /// A file, without its content.
    File {
        /// The media type of the part, without parameters, in lower case.
        media_type: Option<String>,
    },
}

/// Reads a multipart form (RFC 7578) with the boundary of its media type, or that of its first line; `None` if it is none.
pub fn multipart(bytes: &[u8], media_type: &str) -> Option<Vec<(String, FormValue)>> {
    let declared = parameters(media_type).into_iter().find(|(name, _)| name == "boundary");
    let boundary = match declared {
        Some((_, boundary)) => format!("--{}", boundary.trim_matches('"')).into_bytes(),
        None => bytes.split(|byte| *byte == b'\n').next()?.trim_ascii_end().to_vec(),
    };
    if boundary.len() < 3 || !boundary.starts_with(b"--") {
        return None;
    }
    let parts = split(bytes, &boundary);
    let fields: Vec<_> = parts.into_iter().filter_map(field).collect();
    (!fields.is_empty()).then_some(fields)
}

/// Returns what stands between the boundaries.
fn split<'b>(bytes: &'b [u8], boundary: &[u8]) -> Vec<&'b [u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = find(rest, boundary) {
        let (part, after) = rest.split_at(at);
        parts.push(part);
        rest = after.get(boundary.len()..).unwrap_or_default();
    }
    parts.push(rest);
    parts
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = wanted.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| byte == first)?;
        if bytes.get(at..)?.starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Reads a part: its name, and its value unless it is a file.
fn field(part: &[u8]) -> Option<(String, FormValue)> {
    let (end, length) = match find(part, b"\r\n\r\n") {
        Some(end) => (end, 4),
        None => (find(part, b"\n\n")?, 2),
    };
    let head = String::from_utf8_lossy(part.get(..end)?).into_owned();
    let header = |wanted: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim())
    };
    let disposition = header("content-disposition")?;
    let parameters = parameters(disposition);
    let parameter = |wanted: &str| {
        let mut own = parameters.iter();
        own.find(|(name, _)| name == wanted).map(|(_, value)| value.trim_matches('"').to_owned())
    };
    let name = parameter("name")?;
    let is_file = parameter("filename").is_some() || parameter("filename*").is_some();
    let content = part.get(end + length..)?.trim_ascii_end();
    let value = match std::str::from_utf8(content) {
        Ok(text) if !is_file => FormValue::Text(text.to_owned()),
        _ => FormValue::File { media_type: header("content-type").map(essence) },
    };
    Some((name, value))
}
