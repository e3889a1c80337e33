//! Counted things, as people read them.

/// `1 item`, `2 items`.
pub fn counted(number: usize, what: &str) -> String {
    format!("{number} {}", plural(what, number))
}

/// `item` or `items`.
pub fn plural(what: &str, number: usize) -> String {
    if number == 1 { what.to_owned() } else { format!("{what}s") }
}
