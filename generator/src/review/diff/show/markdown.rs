//! Writes differences as Markdown, for a pull request: a summary, a table of the most severe ones, the others folded. Text
//! from the documents is written as code, so that none of it is read as Markdown, as HTML, or as the name of a person or an
//! issue.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::text::{counts, details, implied, sign, step};
use crate::review::diff::{Change, Level, independent, kind_word, ordered};
use crate::text::markdown::{cell, code};

/// The most rows that are not folded.
const MAX_OPEN: usize = 30;

/// The longest text, in bytes: GitHub takes comments of up to 65,536 characters.
const MAX_BYTES: usize = 60_000;

/// Writes the differences as Markdown for GitHub.
pub fn markdown(changes: &[Change], title: &str) -> String {
    let text = format!("### {}\n\n**{}**: {}\n", code(title), capital(&step(changes)), counts(changes));
    let mut page = Page { text, implied: implied(changes), is_full: false };
    let independent = independent(changes);
    let (accepted, open): (Vec<&Change>, Vec<&Change>) =
        ordered(independent).into_iter().partition(|change| change.accepted.is_some());
    let mut is_first = true;
    for level in [Level::Major, Level::Minor, Level::Patch] {
        let of_level: Vec<&Change> = open.iter().copied().filter(|change| change.level == level).collect();
        let shown = if is_first { of_level.len().min(MAX_OPEN) } else { 0 };
        let (shown, folded) = of_level.split_at(shown);
        if !shown.is_empty() {
            let _ = write!(page.text, "\n#### {} {}\n", of_level.len(), level.word());
            page.table(shown);
        }
        let more = if shown.is_empty() { "" } else { "more " };
        page.folded(&format!("{} {more}{}", folded.len(), level.word()), folded);
        is_first &= of_level.is_empty();
    }
    page.folded(&format!("{} accepted", accepted.len()), &accepted);
    if page.is_full {
        page.text.push_str("\nNot all changes fit here; `truespec diff` lists them.\n");
    }
    page.text
}

struct Page<'a> {
    text: String,
    implied: BTreeMap<&'a str, usize>,
    is_full: bool,
}

impl Page<'_> {
    fn folded(&mut self, summary: &str, changes: &[&Change]) {
        if changes.is_empty() {
            return;
        }
        let _ = write!(self.text, "\n<details><summary>{summary}</summary>\n");
        self.table(changes);
        self.text.push_str("\n</details>\n");
    }

    fn table(&mut self, changes: &[&Change]) {
        self.text.push_str("\n| | what | path | of | |\n|---|---|---|---|---|\n");
        for change in changes {
            let row = self.row(change);
            self.is_full |= self.text.len() + row.len() > MAX_BYTES;
            if !self.is_full {
                self.text.push_str(&row);
            }
        }
    }

    fn row(&self, change: &Change) -> String {
        let mut details = cell(&details(change, &self.implied, code));
        if let Some(reason) = &change.accepted {
            let _ = write!(details, "; accepted: {}", cell(&code(reason)));
        }
        format!(
            "| {} | {} | {} | {} | {details} |\n",
            sign(change.what),
            kind_word(change.kind),
            cell(&code(&change.path)),
            cell(&change.place.as_deref().map(code).unwrap_or_default())
        )
    }
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + rest.as_str())
}
