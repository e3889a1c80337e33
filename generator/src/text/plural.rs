//! Counts with nouns: `1 item`, `2 items`.

/// Returns a number with its noun: `1 item`, `2 items`.
pub fn counted(number: usize, what: &str) -> String {
    format!("{number} {}", pluralize(what, number))
}

/// Returns `item` or `items`.
pub fn pluralize(what: &str, number: usize) -> String {
    if number == 1 { what.to_owned() } else { format!("{what}s") }
}
