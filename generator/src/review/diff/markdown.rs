//! Writes differences as Markdown, for a pull request: one table per level, patches folded. Text from the documents is
//! written as code, so that none of it is read as Markdown, as HTML, or as the name of a person or an issue.

use std::fmt::Write;

use super::text::{details, implied, sign, summary};
use super::{Change, Level, independent, kind_word};
use crate::text::markdown::{cell, code};

/// Writes the differences as Markdown for GitHub.
pub fn markdown(changes: &[Change], title: &str) -> String {
    let independent = independent(changes);
    let implied = implied(changes);
    let mut text = format!("### {}\n\n{}\n", code(title), summary(changes));
    for level in [Level::Major, Level::Minor, Level::Patch] {
        let of_level: Vec<&&Change> = independent.iter().filter(|change| change.level == level).collect();
        if of_level.is_empty() {
            continue;
        }
        let folded = level == Level::Patch || of_level.len() > 30;
        let open = if folded { "" } else { " open" };
        let _ = write!(
            text,
            "\n<details{open}><summary><b>{}</b> ({})</summary>\n\n",
            level.word(),
            of_level.len()
        );
        text.push_str("| | what | path | of | |\n|---|---|---|---|---|\n");
        for change in of_level {
            let details = cell(&details(change, &implied, code));
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {details} |",
                sign(change.what),
                kind_word(change.kind),
                cell(&code(&change.path)),
                cell(&change.place.as_deref().map(code).unwrap_or_default())
            );
        }
        text.push_str("\n</details>\n");
    }
    text
}
