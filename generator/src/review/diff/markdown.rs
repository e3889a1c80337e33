//! Differences for a pull request: a table a level, the texts folded away. What comes of the documents stands as code, so
//! that nothing of it is taken for Markdown, for HTML, or for the name of a person or an issue.

use std::fmt::Write;

use super::text::{counted, implied, said, sign};
use super::{Change, Level, told, word};
use crate::text::markdown::{cell, code};

/// The differences as GitHub shows them.
pub fn markdown(changes: &[Change], title: &str) -> String {
    let told = told(changes);
    let implied = implied(changes);
    let mut text = format!("### {}\n\n{}\n", code(title), counted(changes));
    for level in [Level::Major, Level::Minor, Level::Patch] {
        let of_level: Vec<&&Change> = told.iter().filter(|change| change.level == level).collect();
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
        text.push_str("| | what | path | |\n|---|---|---|---|\n");
        for change in of_level {
            let said = cell(&said(change, &implied, code));
            let _ = writeln!(
                text,
                "| {} | {} | {} | {said} |",
                sign(change.what),
                word(change.kind),
                cell(&code(&change.path))
            );
        }
        text.push_str("\n</details>\n");
    }
    text
}
