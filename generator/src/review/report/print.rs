//! The page as HTML. Text of documents gets into it through [`Html`] only, which escapes it; the page allows its own
//! style and script by their hashes, and nothing else.

mod change;
mod code;
mod correction;
mod diagnostic;
mod filter;
mod html;
mod policy;
mod prose;
mod summary;

use std::collections::BTreeSet;

use super::change::{Entry, entries};
use super::correction::{Correction, corrections};
use super::{Page, Review};
use crate::diagnostic::Report;
use crate::review::accepted;
use crate::review::diff::{self, Change};
use html::Html;

/// The style and the script, which a browser takes only if their hashes are those that the page names.
const STYLE: &str = include_str!("print/page.css");
const SCRIPT: &str = include_str!("print/page.js");

/// What the page shows, in its order.
struct Contents<'a> {
    review: &'a Review,
    /// Every difference; `None` if two versions are not compared.
    changes: Option<&'a [Change]>,
    entries: Vec<Entry<'a>>,
    /// The groups of these differences.
    groups: Vec<String>,
    corrections: Vec<Correction<'a>>,
}

/// Writes the page.
pub(super) fn page(review: &Review) -> Page {
    let both = review.old.as_ref().zip(review.new.as_ref());
    let changes = both.map(|((_, old), new)| {
        let mut changes = diff::compare_modules(&old.modules, &new.modules);
        // An entry for another comparison is none of this page's.
        accepted::accept(&mut changes, &review.accepted, &mut Report::default());
        changes
    });
    let entries = match (both, &changes) {
        (Some(((_, old), new)), Some(changes)) => entries(changes, old, new),
        _ => Vec::new(),
    };
    let corrections = corrections(&review.corrections, review.new.as_ref());
    let groups: BTreeSet<&String> = entries.iter().flat_map(|entry| &entry.affected.groups).collect();
    let groups = groups.into_iter().cloned().collect();
    let contents = Contents { review, changes: changes.as_deref(), entries, groups, corrections };
    let mut html = Html::default();
    head(&mut html, &contents);
    html.raw("<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n");
    summary::print(&mut html, &contents);
    filter::print(&mut html, &contents);
    html.raw("<main id=\"main\">\n");
    change::print(&mut html, &contents);
    correction::print(&mut html, &contents);
    diagnostic::print(&mut html, &contents);
    html.raw("</main>\n<script>").raw(SCRIPT).raw("</script>\n</body>\n</html>\n");
    Page { html: html.finish(), summary: summary::line(&contents) }
}

/// What a page begins with, before the mark of what this tool writes.
const START: &str = "<!doctype html>\n<!-- ";

/// Returns true if a text is a page.
pub(super) fn is_page(text: &str) -> bool {
    text.strip_prefix(START).is_some_and(|rest| rest.starts_with(crate::write::MARK))
}

fn head(html: &mut Html, contents: &Contents<'_>) {
    html.raw(START).raw(crate::write::MARK).raw(": an edit is lost with the next run. -->\n");
    html.raw(
        "<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\"",
    );
    html.attribute("content", &policy::text(STYLE, SCRIPT));
    html.raw(">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    html.text(&title(contents.review));
    html.raw("</title>\n<style>").raw(STYLE).raw("</style>\n</head>\n");
}

/// `v1.yaml → v2.yaml`, or the name of the only version.
fn title(review: &Review) -> String {
    match &review.old {
        Some((old, _)) => format!("{old} → {}", review.name),
        None => review.name.clone(),
    }
}
