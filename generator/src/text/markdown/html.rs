//! Escapes HTML within Markdown: each angle bracket that begins a tag or a comment is escaped. The rest is Markdown
//! again, which may reveal other HTML.

use std::ops::Range;

use pulldown_cmark::Event;

/// Returns the positions of opening angle brackets in the HTML of a text.
pub(super) fn open_brackets(source: &str, events: &[(Event<'_>, Range<usize>)]) -> Vec<usize> {
    let html = events.iter().filter(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
    let mut places: Vec<usize> = html
        .flat_map(|(_, range)| {
            let inside = source.get(range.clone()).unwrap_or_default();
            inside.match_indices('<').map(|(at, _)| range.start + at)
        })
        .collect();
    places.dedup();
    places
}

/// Adds a backslash before each of these positions. A bracket that already has one is escaped once the tag around it
/// is.
pub(super) fn escape_at(source: &str, places: &[usize]) -> String {
    let mut out = String::with_capacity(source.len() + places.len());
    let mut copied = 0;
    for at in places {
        out.push_str(&source[copied..*at]);
        copied = *at;
        let backslashes = out.len() - out.trim_end_matches('\\').len();
        if backslashes.is_multiple_of(2) {
            out.push('\\');
        }
    }
    out + &source[copied..]
}
