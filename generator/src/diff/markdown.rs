//! Differences for a pull request: a table a level, the texts folded away.

use std::fmt::Write;

use super::text::{counted, said, sign};
use super::{Change, Level, told, word};

/// The differences as GitHub shows them.
pub fn markdown(changes: &[Change], title: &str) -> String {
    let told = told(changes);
    let mut text = format!("### {title}\n\n{}\n", counted(changes));
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
            let said = said(change, changes).replace('|', "\\|").replace('<', "&lt;");
            let _ = writeln!(
                text,
                "| {} | {} | `{}` | {said} |",
                sign(change.what),
                word(change.kind),
                change.path
            );
        }
        text.push_str("\n</details>\n");
    }
    text
}
