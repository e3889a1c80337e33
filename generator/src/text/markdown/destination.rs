//! Decides where a link of a document may lead: to web pages and mail addresses, and to locations relative to the page
//! if they cannot be mistaken for anything else. Anything else that a browser or rustdoc might do with a link is not
//! allowed.

use pulldown_cmark::LinkType;

use crate::text::visible::is_hidden;

/// The allowed URL schemes.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// Returns true if a link may lead to this destination.
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

/// Returns true if a destination is relative to the page and not the path of an item: rustdoc looks one up for a bare
/// word, even before a `#`. A colon in the first segment would be a scheme for readers that decode `%3a` or `&colon;`.
fn is_relative(head: &str, rest: &str) -> bool {
    match rest.chars().next() {
        Some('/') => !head.contains(['%', '&']),
        Some('#') => head.is_empty(),
        _ => false,
    }
}

/// Returns what follows the words of a link; a title that would need escapes is left out.
pub(super) fn target(destination: &str, title: &str) -> String {
    let is_plain = !title.contains(['"', '\\', '&', '<', '>', '`', '[', ']', '|', '\n']);
    let title = if is_plain && !title.is_empty() { format!(" \"{title}\"") } else { String::new() };
    format!("]({}{title})", escape(destination))
}

/// Escapes a destination for use between parentheses.
fn escape(destination: &str) -> String {
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
