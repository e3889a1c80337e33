//! Parses text into a [`JsonPath`], after checking limits: the parser recurses for each bracket, and parses the
//! contents of a filter again for each alternative that it tries.

use serde_json_path::JsonPath;

/// The deepest nesting of filters.
const MOST_FILTERS: usize = 4;

/// The most brackets and parentheses open at once.
const MOST_OPEN: usize = 32;

/// The most characters of a query.
const MOST_CHARACTERS: usize = 4_096;

/// The most characters of a rejected query in a message.
const MAX_SHOWN: usize = 80;

/// Why a text is rejected as a query.
pub(super) enum Refusal {
    /// It exceeds one of the limits, which the message names.
    Limit(String),
    /// It is not a query; the parser could read it up to this offset.
    Syntax(usize),
}

/// Reads a query. Nothing else calls [`JsonPath::parse`].
pub(super) fn parse(text: &str) -> Result<JsonPath, Refusal> {
    if let Some(limit) = exceeded_limit(text) {
        return Err(Refusal::Limit(limit));
    }
    JsonPath::parse(text).map_err(|error| Refusal::Syntax(error.position()))
}

/// Returns the beginning of a query, for a message.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Returns the limit that a text exceeds. Brackets in strings within the query do not count.
fn exceeded_limit(text: &str) -> Option<String> {
    if text.chars().nth(MOST_CHARACTERS).is_some() {
        return Some(format!("more than {MOST_CHARACTERS} characters"));
    }
    // The number of brackets open at the start of each filter, and the quote that ends the current string.
    let (mut filters, mut open, mut quote, mut escaped) = (Vec::new(), 0_usize, None, false);
    for c in text.chars() {
        if let Some(end) = quote {
            quote = Some(end).filter(|end| escaped || c != *end);
            escaped = !escaped && c == '\\';
            continue;
        }
        match c {
            '"' | '\'' => quote = Some(c),
            '[' | '(' => open += 1,
            ']' | ')' => {
                open = open.saturating_sub(1);
                filters.retain(|begun| *begun <= open);
            }
            // Filters in one list are not nested.
            '?' if filters.last() != Some(&open) => filters.push(open),
            _ => {}
        }
        if open > MOST_OPEN {
            return Some(format!("more than {MOST_OPEN} open brackets and parentheses"));
        }
        if filters.len() > MOST_FILTERS {
            return Some(format!("more than {MOST_FILTERS} nested filters"));
        }
    }
    None
}
