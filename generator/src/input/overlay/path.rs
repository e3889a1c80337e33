//! Text → [`JsonPath`], held to limits first: the parser calls itself for each bracket, and reads what stands in a
//! filter again for each alternative it tries.

use serde_json_path::JsonPath;

/// How many filters may stand within each other.
const MOST_FILTERS: usize = 4;

/// How many brackets and parentheses may be open at once.
const MOST_OPEN: usize = 32;

/// How many characters a query may have.
const MOST_CHARACTERS: usize = 4_096;

/// How many characters of a refused query a message shows.
const MOST_SHOWN: usize = 80;

/// Why a text is not used as a query.
pub(super) enum Refusal {
    /// It is beyond one of the limits, which the message names.
    Limit(String),
    /// It is no query; the parser could read it up to this offset.
    Syntax(usize),
}

/// Reads a query. Nothing else calls [`JsonPath::parse`].
pub(super) fn parse(text: &str) -> Result<JsonPath, Refusal> {
    if let Some(limit) = beyond(text) {
        return Err(Refusal::Limit(limit));
    }
    JsonPath::parse(text).map_err(|error| Refusal::Syntax(error.position()))
}

/// The beginning of a query, for a message.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The limit that a text is beyond. Strings within the query do not count as brackets.
fn beyond(text: &str) -> Option<String> {
    if text.chars().nth(MOST_CHARACTERS).is_some() {
        return Some(format!("more than {MOST_CHARACTERS} characters"));
    }
    // How many brackets are open where each filter began, and the quote that ends the string.
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
            // Filters in one list stand beside each other.
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
