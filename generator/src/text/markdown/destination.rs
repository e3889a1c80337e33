//! Where a link of a document may lead: to pages and mail addresses, and to places relative to the page, as long as nobody
//! takes them for anything else. Whatever else a browser or rustdoc might do with a link, this does not name.

use pulldown_cmark::LinkType;

use crate::text::visible::is_hidden;

/// The schemes that a link may have.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// Whether a link may lead there.
pub(super) fn is_allowed(kind: LinkType, destination: &str) -> bool {
    if destination.contains(|c: char| is_hidden(c) || c.is_whitespace() || c == '\\') {
        return false;
    }
    let (head, rest) = destination.split_at(destination.find(['/', '?', '#']).unwrap_or(destination.len()));
    match head.split_once(':') {
        Some((scheme, _)) => SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)),
        // `<someone@example.com>`
        None if kind == LinkType::Email => true,
        None => is_relative(head, rest),
    }
}

/// Whether a place is relative to the page, and no path of an item: rustdoc looks for one in a bare word, before a `#` too.
/// A colon in the first segment would be a scheme to who takes `%3a` or `&colon;` for one.
fn is_relative(head: &str, rest: &str) -> bool {
    match rest.chars().next() {
        Some('/') => !head.contains(['%', '&']),
        Some('#') => head.is_empty(),
        _ => false,
    }
}

/// What stands after the words of a link; a title that would need escapes is left out.
pub(super) fn target(destination: &str, title: &str) -> String {
    let is_plain = !title.contains(['"', '\\', '&', '<', '>', '`', '[', ']', '|', '\n']);
    let title = if is_plain && !title.is_empty() { format!(" \"{title}\"") } else { String::new() };
    format!("]({}{title})", written(destination))
}

/// A destination as it is written between parentheses.
fn written(destination: &str) -> String {
    let mut out = String::with_capacity(destination.len());
    for c in destination.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '(' | ')' | '<' | '>' | '[' | ']' | '|' | '`' | '"' | '\'' | '*' | '_' | '{' | '}' | '^' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}
