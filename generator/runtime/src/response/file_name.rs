//! File names that a server suggests (RFC 6266), made safe for every system: no path, no device, no alternate data
//! stream, no invisible or misleading characters.

use super::super::secret::escape::is_hidden;
use percent_encoding::percent_decode_str;

/// The longest name that file systems allow, in bytes.
const MAX_LENGTH: usize = 255;

/// The longest file extension that is kept when a name is cut, in bytes.
const MAX_EXTENSION: usize = 16;

/// Names that Windows treats as devices, with any extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The file name in `Content-Disposition`; `None` if there is no usable one. `filename*` has priority over `filename`.
pub(crate) fn from_content_disposition(header: &[u8]) -> Option<String> {
    let header = String::from_utf8_lossy(header);
    let parameters = parameters(&header);
    let value = |name: &str| {
        let found = parameters.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    };
    let extended = value("filename*").and_then(decode_extended);
    sanitize(&extended.or_else(|| value("filename").map(str::to_owned))?)
}

/// Decodes an extended value: `UTF-8''na%C3%AFve.txt` (RFC 8187).
fn decode_extended(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_, text) = rest.split_once('\'')?;
    let bytes: Vec<u8> = percent_decode_str(text).collect();
    match charset.trim() {
        latin if latin.eq_ignore_ascii_case("iso-8859-1") => {
            Some(bytes.into_iter().map(char::from).collect())
        }
        _ => String::from_utf8(bytes).ok(),
    }
}

/// The parameters of the header; a semicolon within quotes does not end one.
fn parameters(header: &str) -> Vec<(String, String)> {
    let (mut parts, mut part, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = header.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // Before a quote or another backslash it is an escape; otherwise it separates the parts of a path.
            '\\' if quoted && matches!(chars.peek(), Some('"' | '\\')) => part.extend(chars.next()),
            '"' => quoted = !quoted,
            ';' if !quoted => parts.push(std::mem::take(&mut part)),
            c => part.push(c),
        }
    }
    parts.push(part);
    let pairs = parts.iter().filter_map(|part| part.split_once('='));
    pairs.map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned())).collect()
}

/// Makes the server's name safe; `None` if nothing is left of it.
fn sanitize(name: &str) -> Option<String> {
    let visible: String = name.chars().filter(|c| c.is_control() || !is_hidden(*c)).collect();
    let last = visible.rsplit(['/', '\\']).next().unwrap_or_default();
    if last.contains(char::is_control) {
        return None;
    }
    // `:` starts an alternate data stream or ends a drive; the others are wildcards and redirections.
    let name: String = last.chars().map(|c| if "<>:\"|?*".contains(c) { '_' } else { c }).collect();
    let name = trim_end(name.trim());
    let name = if is_device(name) { format!("_{name}") } else { name.to_owned() };
    let name = shorten(&name);
    (!name.is_empty() && name != "." && name != "..").then_some(name)
}

/// Removes trailing dots and spaces: Windows drops them, so two names would be the same file.
fn trim_end(name: &str) -> &str {
    name.trim_end_matches(|c: char| c == '.' || c.is_whitespace())
}

fn is_device(name: &str) -> bool {
    let stem = trim_end(name.split('.').next().unwrap_or_default()).to_lowercase();
    let numbered = ["com", "lpt"].iter().find_map(|port| stem.strip_prefix(port));
    let is_port = numbered.is_some_and(|rest| {
        let mut digits = rest.chars();
        digits.next().is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c)) && digits.next().is_none()
    });
    is_port || DEVICES.contains(&stem.as_str())
}

/// Cuts the name to the length that file systems allow and keeps its extension.
fn shorten(name: &str) -> String {
    if name.len() <= MAX_LENGTH {
        return name.to_owned();
    }
    let ending =
        name.rfind('.').and_then(|dot| name.get(dot..)).filter(|ending| ending.len() <= MAX_EXTENSION);
    let ending = ending.unwrap_or_default();
    let mut end = MAX_LENGTH - ending.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    trim_end(name.get(..end).unwrap_or_default()).to_owned() + ending
}
