//! Parses the parts of a multipart body (RFC 2046, section 5.1), so that a mock server can compare them.

use super::text::{ShowValue, shown};

/// A part of a form.
#[derive(PartialEq)]
pub(crate) struct Part {
    /// Its headers without the name, in lower case and sorted.
    headers: Vec<String>,
    content: Vec<u8>,
}

impl ShowValue for Part {
    fn shown(&self) -> String {
        let about: String = self.headers.iter().map(|header| format!(" ({header})")).collect();
        shown(&self.content) + &about
    }
}

pub(crate) fn boundary(media_type: &str) -> &str {
    media_type.split_once("boundary=").map_or("", |(_, boundary)| boundary.trim_matches('"'))
}

/// The parts of a body with their names.
pub(crate) fn parts(boundary: &str, body: &[u8]) -> Vec<(String, Part)> {
    let line = format!("\r\n--{boundary}").into_bytes();
    // The first boundary has no line before it.
    let body = [b"\r\n", body].concat();
    let mut found = Vec::new();
    let mut rest = body.as_slice();
    while let Some((piece, after)) = split_once(rest, &line) {
        found.extend(part(piece));
        rest = after;
    }
    found
}

fn part(piece: &[u8]) -> Option<(String, Part)> {
    let (head, content) = split_once(piece, b"\r\n\r\n")?;
    let (mut name, mut headers) = (String::new(), Vec::new());
    for line in String::from_utf8_lossy(head).lines() {
        let (header, value) = line.split_once(": ").unwrap_or((line, ""));
        if !header.eq_ignore_ascii_case("content-disposition") {
            headers.extend((!header.is_empty()).then(|| format!("{}: {value}", header.to_ascii_lowercase())));
            continue;
        }
        for parameter in value.split("; ") {
            match parameter.split_once('=') {
                Some(("name", value)) => name = value.trim_matches('"').to_owned(),
                Some((other, value)) => headers.push(format!("{other}: {}", value.trim_matches('"'))),
                None => {}
            }
        }
    }
    headers.sort();
    Some((name, Part { headers, content: content.to_vec() }))
}

fn split_once<'a>(bytes: &'a [u8], at: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let start = bytes.windows(at.len()).position(|window| window == at)?;
    Some((bytes.get(..start)?, bytes.get(start + at.len()..)?))
}
