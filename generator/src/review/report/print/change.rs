//! The differences, the largest level first.

use super::code::{self, Language};
use super::html::Html;
use super::{Contents, prose};
use crate::review::diff::{Change, DiffKind, Level, kind_word};
use crate::review::report::change::{Document, Entry, limits};
use crate::review::report::compare::Part;
use crate::review::report::lines::Line;

/// The levels, the largest first, with their titles and anchors.
pub(super) const LEVELS: [(Level, &str, &str); 3] = [
    (Level::Major, "Major", "code that compiles today breaks, or does something else"),
    (Level::Minor, "Minor", "something is new, or behaves slightly differently"),
    (Level::Patch, "Patch", "only texts changed"),
];

/// The most differences of a level that are unfolded at first.
const MAX_OPEN: usize = 12;

/// Adds the section of the differences.
pub(super) fn print(html: &mut Html, contents: &Contents<'_>) {
    if contents.changes.is_none() {
        return;
    }
    html.raw("<section id=\"changes\" aria-labelledby=\"changes-title\">\n");
    html.raw("<h2 id=\"changes-title\">Changes</h2>\n");
    if contents.entries.is_empty() {
        html.raw("<p class=\"none\">Nothing changes for users of the crate.</p>\n");
    }
    for (level, title, about) in LEVELS {
        let of_level: Vec<&Entry<'_>> =
            contents.entries.iter().filter(|entry| entry.change.level == level).collect();
        if !of_level.is_empty() {
            section(html, contents, (level, title, about), &of_level);
        }
    }
    html.raw("<p class=\"none\" id=\"no-match\" hidden>No change matches.</p>\n</section>\n");
}

fn section(
    html: &mut Html,
    contents: &Contents<'_>,
    (level, title, about): (Level, &'static str, &'static str),
    entries: &[&Entry<'_>],
) {
    html.raw("<section class=\"level ").raw(level.word()).raw("\" id=\"").raw(level.word());
    html.raw("\" aria-labelledby=\"").raw(level.word()).raw("-title\">\n<h3 id=\"").raw(level.word());
    html.raw("-title\">").raw(title).raw(" <span class=\"count\">").number(entries.len());
    html.raw("</span> <span class=\"about\">").raw(about).raw("</span></h3>\n");
    let is_open = level == Level::Major && entries.len() <= MAX_OPEN;
    entries.iter().for_each(|entry| self::entry(html, contents, entry, is_open));
    html.raw("</section>\n");
}

fn entry(html: &mut Html, contents: &Contents<'_>, entry: &Entry<'_>, is_open: bool) {
    let change = entry.change;
    html.raw("<details class=\"card change\"").attribute("id", &entry.id);
    html.raw(" data-level=\"").raw(change.level.word()).raw("\" data-what=\"").raw(word(change.what));
    html.raw("\" data-kind=\"").raw(kind_word(change.kind)).raw("\" data-groups=\"");
    let groups =
        contents.groups.iter().enumerate().filter(|(_, group)| entry.affected.groups.contains(*group));
    for (place, (index, _)) in groups.enumerate() {
        html.raw(if place == 0 { "" } else { " " }).number(index);
    }
    html.raw(if is_open { "\" open>\n" } else { "\">\n" });
    summary(html, change);
    html.raw("<div class=\"body\">\n<div class=\"pair\">\n");
    document(html, entry);
    rust(html, &entry.rust);
    html.raw("</div>\n");
    let most = limits(contents.entries.len()).names;
    affected(html, entry, most);
    implied(html, &entry.implied, most);
    html.raw("<p class=\"anchor\"><a").attribute("href", &format!("#{}", entry.id));
    html.raw(">Link to this change</a></p>\n</div>\n</details>\n");
}

fn summary(html: &mut Html, change: &Change) {
    html.raw("<summary><span class=\"what ").raw(word(change.what)).raw("\">").raw(word(change.what));
    html.raw("</span> <h4><code>").path(&change.path).raw("</code></h4> <span class=\"kind\">");
    html.raw(kind_word(change.kind)).raw("</span>");
    html.raw(" <span class=\"meta\"><span class=\"reason\">");
    if let Some(after) = change.after.as_ref().filter(|_| change.what == DiffKind::Renamed) {
        html.raw("is now <code>").path(after).raw("</code>; ");
    }
    prose::print(html, change.why);
    if let Some(reason) = &change.accepted {
        html.raw("; <strong>accepted</strong>: ").text(reason);
    }
    html.raw("</span>");
    if let Some(place) = &change.place {
        html.raw(" <span class=\"place\">").text(place).raw("</span>");
    }
    html.raw("</span></summary>\n");
}

fn document(html: &mut Html, entry: &Entry<'_>) {
    match &entry.document {
        Document::Differs(difference) => {
            html.raw("<figure><figcaption>Document");
            html.raw(match difference.part {
                Part::Whole => "",
                Part::Bare => ", without descriptions and examples",
                Part::Texts => ", its descriptions and examples",
            });
            html.raw(" <code>#").text(difference.at.as_str()).raw("</code></figcaption>\n");
            code::print(html, &difference.lines, Language::Yaml);
            html.raw("</figure>\n");
        }
        Document::Moved(was, now) => {
            html.raw("<p class=\"note\">The document has the same elsewhere: <code>").text(was);
            html.raw("</code> is now <code>").text(now).raw("</code>.</p>\n");
        }
        Document::Same => {
            html.raw("<p class=\"note\">The document is the same here: ");
            html.raw("the name or the use of something else changed.</p>\n");
        }
        Document::Nowhere => {}
    }
}

fn rust(html: &mut Html, lines: &[Line]) {
    if !lines.is_empty() {
        html.raw("<figure><figcaption>Rust</figcaption>\n");
        code::print(html, lines, Language::Rust);
        html.raw("</figure>\n");
    }
}

fn affected(html: &mut Html, entry: &Entry<'_>, most: usize) {
    let operations = &entry.affected.operations;
    if operations.is_empty() {
        return;
    }
    html.raw("<div class=\"affects\"><h5>Affects ").number(operations.len());
    html.raw(if operations.len() == 1 { " operation" } else { " operations" }).raw("</h5>\n<ul>\n");
    for reached in operations.iter().take(most) {
        html.raw("<li><code>").path(reached.operation).raw("</code> ");
        html.raw(match (reached.sends, reached.receives) {
            (true, true) => "sends and receives it",
            (true, false) => "sends it",
            _ => "receives it",
        });
        if let Some(endpoint) = reached.endpoint {
            html.raw(" <span class=\"place\">").text(endpoint).raw("</span>");
        }
        html.raw("</li>\n");
    }
    more(html, operations.len(), most);
    html.raw("</ul></div>\n");
}

fn implied(html: &mut Html, implied: &[&Change], most: usize) {
    if implied.is_empty() {
        return;
    }
    html.raw("<div class=\"affects\"><h5>With ")
        .number(implied.len())
        .raw(" in it</h5>\n<ul class=\"names\">\n");
    for change in implied.iter().take(most) {
        html.raw("<li><code>").path(&change.path).raw("</code></li>\n");
    }
    more(html, implied.len(), most);
    html.raw("</ul></div>\n");
}

fn more(html: &mut Html, number: usize, most: usize) {
    if number > most {
        html.raw("<li>and ").number(number - most).raw(" more</li>\n");
    }
}

/// Returns the word for what happened to an item.
pub(super) fn word(what: DiffKind) -> &'static str {
    match what {
        DiffKind::Removed => "removed",
        DiffKind::Renamed => "renamed",
        DiffKind::Changed => "changed",
        DiffKind::Added => "added",
    }
}
