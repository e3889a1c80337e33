//! The reference of the tool, printed from the tables that it works by: diagnostics, settings and keys, as Markdown, and
//! the JSON Schemas of the settings and of what commands print.

pub mod diagnostics;
pub mod outputs;
pub mod settings;
pub mod vocabulary;

/// Returns a row of a table; a `|` in a cell would end it.
fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.trim().replace('|', "\\|")).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// Returns the first rows of a table.
fn header(names: &[&str]) -> String {
    format!("{}|{}\n", row(names), "---|".repeat(names.len()))
}

/// Returns each of some words as code.
fn codes(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
