//! HTML within Markdown: each angle bracket that begins a tag or a comment is escaped, and the rest is Markdown again, which
//! may bring other HTML to light.

use std::ops::Range;

use pulldown_cmark::Event;

/// Where angle brackets open in the HTML of a text.
pub(super) fn places(source: &str, events: &[(Event<'_>, Range<usize>)]) -> Vec<usize> {
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

/// The text with a backslash before each of these; one that has a backslash of its own is escaped once the tag around it is.
pub(super) fn escaped(source: &str, places: &[usize]) -> String {
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
