//! Sentences of people: code between backticks, and links to web pages.

use super::html::Html;

/// Adds a text of one paragraph.
pub(super) fn print(html: &mut Html, text: &str) {
    for (index, part) in text.split('`').enumerate() {
        match index % 2 {
            1 => _ = html.raw("<code>").text(part).raw("</code>"),
            _ => linked(html, part),
        }
    }
}

/// Adds a text whose addresses of web pages are links.
fn linked(html: &mut Html, text: &str) {
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| c.is_whitespace() || "<>\"'|\\^{}".contains(c)).unwrap_or(from.len());
        let (address, _) = from.split_at(end);
        let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']']);
        html.text(before).raw("<a rel=\"noopener noreferrer\"").attribute("href", address).raw(">");
        html.text(address).raw("</a>");
        rest = from.get(address.len()..).unwrap_or_default();
    }
    html.text(rest);
}
